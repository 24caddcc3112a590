import { sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { inTransaction } from '../db/transaction.ts'
import { UNKNOWN_POLICIES, type TransitionName } from '../jobs/machine.ts'
import { applyTransition, dueFor, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import { mayResubmit, unknownPolicyOf, unknownUntil } from '../jobs/unknown-policy.ts'
import { releaseHold } from '../ledger/ledger.ts'
import { job } from '../schema.ts'
import { sweepWebhooks } from '../webhooks/sweep.ts'

const BATCH = 100
/** A waiting job that nobody looked at for this long gets a new tick: the queue is only an alarm clock. */
const FORGOTTEN_AFTER_SECONDS = 30

type Patch = NonNullable<TransitionInput['patch']>

interface Sweep {
  transition: TransitionName
  patch: Patch | ((row: JobRow) => Patch)
}

/**
 * Ends or moves on what nobody else will: leases that ran out, windows and deadlines that are over, ticks that
 * were lost, holds whose process died. Many processes may sweep at once; each step is guarded by its state.
 */
export async function sweep(context: ServiceContext): Promise<void> {
  for (const one of sweeps(context)) {
    await guarded(context, one.transition, async () => {
      const rows = await context.db
        .select()
        .from(job)
        .where(dueFor(one.transition))
        .orderBy(job.stateChangedAt)
        .limit(BATCH)
      for (const row of rows) await guarded(context, row.id, () => apply(context, one, row))
    })
  }
  await guarded(context, 'queued', () => rescueForgotten(context, 'queued', 'submit'))
  await guarded(context, 'storing', () => rescueForgotten(context, 'storing', 'store'))
  await guarded(context, 'webhooks', () => sweepWebhooks(context))
  await guarded(context, 'holds', () => releaseAbandonedHolds(context))
}

/** One row that can not be swept must not keep the others waiting. */
async function guarded(context: ServiceContext, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    context.logger.error({ what, error: describeError(error) }, 'could not be swept')
  }
}

function sweeps(context: ServiceContext): Sweep[] {
  const deadline = {
    errorCode: 'deadline_exceeded',
    errorMessage: 'The job did not finish in time. Nothing was charged.',
    safeToRetry: true,
  }
  return [
    {
      transition: 'lease_expired',
      patch: (row) => ({ unknownUntil: unknownUntil(context.settings, row) }),
    },
    {
      transition: 'unknown_window_over',
      patch: {
        errorCode: 'submission_outcome_unknown',
        errorMessage: 'The vendor never confirmed this job. Nothing was charged; it is safe to try again.',
        safeToRetry: true,
      },
    },
    {
      // Cancelled while its submission was on the way, and then not accepted.
      transition: 'cancel_honoured',
      patch: {
        errorCode: 'canceled',
        errorMessage: 'The job was cancelled before it began.',
        safeToRetry: true,
      },
    },
    { transition: 'queued_deadline', patch: deadline },
    { transition: 'running_deadline', patch: deadline },
    { transition: 'storing_deadline', patch: deadline },
    {
      transition: 'storing_poisoned',
      patch: {
        errorCode: 'result_unavailable',
        errorMessage: 'The result could not be stored. Nothing was charged.',
        safeToRetry: false,
      },
    },
  ]
}

async function apply(context: ServiceContext, { transition, patch }: Sweep, row: JobRow): Promise<void> {
  const moved = await inTransaction(context.db, async (tx) => {
    for (const name of stepsFor(context, transition, row)) {
      if (name === 'resubmit' && !(await mayResubmit(tx, context.settings, row))) continue
      const change = name === transition ? patch : {}
      const now = await applyTransition(tx, context.queue, name, {
        jobId: row.id,
        fence: row.fence,
        attemptNumber: row.attemptCount,
        patch: typeof change === 'function' ? change(row) : change,
      })
      if (now !== undefined) return now
    }
    return undefined
  })
  if (moved !== undefined)
    context.logger.warn({ jobId: row.id, from: row.state, to: moved.state }, 'job swept')
  await breakPoint('sweep:row')
}

/** When the window of an unknown outcome is over, the policy decides. */
function stepsFor(
  context: ServiceContext,
  transition: TransitionName,
  row: JobRow,
): readonly TransitionName[] {
  return transition === 'unknown_window_over'
    ? UNKNOWN_POLICIES[unknownPolicyOf(context.settings, row)].whenOver
    : [transition]
}

async function rescueForgotten(
  context: ServiceContext,
  state: 'queued' | 'storing',
  queue: 'submit' | 'store',
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      update job set rescued_at = now() where id in (
        select id from job
         where state = ${state} and finished_at is null
           and (lease_until is null or lease_until < now())
           and greatest(state_changed_at, rescued_at, next_run_at)
               < now() - ${FORGOTTEN_AFTER_SECONDS} * interval '1 second'
         order by state_changed_at limit ${BATCH} for update skip locked)
      returning id`)
    for (const { id } of rows) await context.queue.tick(tx, queue, id)
  })
}

/** Direct calls (chat) hold credits too; a process that died in one leaves its hold behind. */
async function releaseAbandonedHolds(context: ServiceContext): Promise<void> {
  const { rows } = await context.db.execute<{ id: string }>(sql`
    select h.id from hold h
     where h.expires_at between now() - interval '7 days' and now() and not exists (select from hold_resolution r where r.hold_id = h.id)
     limit ${BATCH}`)
  for (const { id } of rows) await releaseHold(context.db, id)
}
