import { and, eq, isNotNull, lt, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { inTransaction } from '../db/transaction.ts'
import type { TransitionName } from '../jobs/machine.ts'
import {
  applyTransition,
  leaseIsFree,
  secondsFromNow,
  type JobRow,
  type TransitionInput,
} from '../jobs/transition.ts'
import { releaseHold } from '../ledger/ledger.ts'
import { job } from '../schema.ts'

const BATCH = 100
/** A waiting job that nobody looked at for this long gets a new tick: the queue is only an alarm clock. */
const FORGOTTEN_AFTER_SECONDS = 30

interface Sweep {
  /** Which jobs. */
  where: SQL | undefined
  transition: TransitionName
  patch: TransitionInput['patch']
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
        .where(one.where)
        .orderBy(job.stateChangedAt)
        .limit(BATCH)
      for (const row of rows) await guarded(context, row.id, () => apply(context, one, row))
    })
  }
  await guarded(context, 'queued', () => rescueForgotten(context, 'queued', 'submit'))
  await guarded(context, 'storing', () => rescueForgotten(context, 'storing', 'store'))
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
  const over = lt(job.deadlineAt, sql`now()`)
  const deadline = {
    errorCode: 'deadline_exceeded',
    errorMessage: 'The job did not finish in time. Nothing was charged.',
    safeToRetry: true,
  }
  return [
    {
      where: and(eq(job.state, 'submitting'), lt(job.leaseUntil, sql`now()`)),
      transition: 'lease_expired',
      patch: { unknownUntil: secondsFromNow(context.settings.jobs.unknownWindowSeconds) },
    },
    {
      where: and(
        eq(job.state, 'submit_unknown'),
        sql`(${job.unknownUntil} < now() or ${job.deadlineAt} < now())`,
      ),
      transition: 'unknown_window_over',
      patch: {
        errorCode: 'submission_outcome_unknown',
        errorMessage: 'The vendor never confirmed this job. Nothing was charged; it is safe to try again.',
        safeToRetry: true,
      },
    },
    {
      // Cancelled while its submission was on the way, and then not accepted.
      where: and(eq(job.state, 'queued'), isNotNull(job.cancelRequestedAt)),
      transition: 'cancel_queued',
      patch: {
        errorCode: 'canceled',
        errorMessage: 'The job was cancelled before it began.',
        safeToRetry: true,
      },
    },
    { where: and(eq(job.state, 'queued'), over), transition: 'queued_deadline', patch: deadline },
    { where: and(eq(job.state, 'running'), over), transition: 'running_deadline', patch: deadline },
    { where: and(eq(job.state, 'storing'), over, leaseIsFree()), transition: 'result_lost', patch: deadline },
  ]
}

async function apply(context: ServiceContext, { transition, patch }: Sweep, row: JobRow): Promise<void> {
  const moved = await inTransaction(context.db, (tx) =>
    applyTransition(tx, context.queue, transition, {
      jobId: row.id,
      fence: row.fence,
      attemptNumber: row.attemptCount,
      ...(patch === undefined ? {} : { patch }),
    }),
  )
  if (moved !== undefined)
    context.logger.warn({ jobId: row.id, from: row.state, to: moved.state }, 'job swept')
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
