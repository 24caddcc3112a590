import { inArray, sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import { sweepCalls } from '../calls/sweep-calls.ts'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'
import { watchInvariants } from '../invariants/watch.ts'
import { UNKNOWN_POLICIES, type TransitionName } from '../jobs/machine.ts'
import { applyTransition, dueFor, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import { mayResubmit, unknownPolicyOf, unknownUntil } from '../jobs/unknown-policy.ts'
import { job } from '../schema.ts'
import { sweepWebhooks } from '../webhooks/sweep.ts'
import { guarded } from './guarded.ts'

const BATCH = 20
/** Other processes sweep too: each takes its batch at random from as many of the oldest, so that they rarely meet. */
const WINDOW = 200
/** Thousands may be over at the same moment: all that wait for a vendor that is down. The next sweep goes on. */
const MAX_BATCHES = 20
/** Rows are independent of each other, and each takes many short waits. */
const AT_ONCE = 3
/** A frozen process may hold an account for seconds: its rows are left for the next sweep, and the others go on. */
const LOCK_TIMEOUT_MS = 500

type Patch = NonNullable<TransitionInput['patch']>

interface Sweep {
  transition: TransitionName
  patch: Patch | ((row: JobRow) => Patch)
}

/**
 * Ends or moves on what nobody else will: leases that ran out, windows and deadlines that are over, direct calls whose
 * process died. Many processes may sweep at once; each step is guarded by its state.
 */
export async function sweep(context: ServiceContext, stopping?: AbortSignal): Promise<void> {
  // Side by side: what is slow keeps nothing else from ending in time.
  await Promise.all([
    ...sweeps(context).map((one) => guarded(context, one.transition, () => sweepAll(context, one, stopping))),
    guarded(context, 'webhooks', () => sweepWebhooks(context)),
    guarded(context, 'calls', () => sweepCalls(context)),
  ])
  watchInvariants(context)
}

async function sweepAll(context: ServiceContext, one: Sweep, stopping?: AbortSignal): Promise<void> {
  for (let batches = 0; batches < MAX_BATCHES; batches += 1)
    if (stopping?.aborted === true || !(await sweepBatch(context, one))) return
}

/** @returns whether there may be more: rows that can not be moved are not tried again at once */
async function sweepBatch(context: ServiceContext, one: Sweep): Promise<boolean> {
  const rows = await dueRows(context, one.transition)
  let moved = 0
  const left = rows.values()
  const work = async (): Promise<void> => {
    for (const row of left)
      await guarded(context, row.id, async () => {
        if (await apply(context, one, row)) moved += 1
      })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return rows.length === BATCH && moved > 0
}

function dueRows({ db }: ServiceContext, transition: TransitionName): Promise<JobRow[]> {
  const oldest = db
    .select({ id: job.id })
    .from(job)
    .where(dueFor(transition))
    .orderBy(job.stateChangedAt)
    .limit(WINDOW)
  return db
    .select()
    .from(job)
    .where(inArray(job.id, oldest))
    .orderBy(sql`random()`)
    .limit(BATCH)
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

async function apply(context: ServiceContext, { transition, patch }: Sweep, row: JobRow): Promise<boolean> {
  const take = async (tx: Transaction): Promise<JobRow | undefined> => {
    for (const name of stepsFor(context, transition, row)) {
      if (name === 'resubmit' && !(await mayResubmit(tx, context, row))) continue
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
  }
  const moved = await inTransaction(context.db, take, { lockTimeoutMs: LOCK_TIMEOUT_MS })
  if (moved !== undefined)
    context.logger.warn({ jobId: row.id, from: row.state, to: moved.state }, 'job swept')
  await breakPoint('sweep:row')
  return moved !== undefined
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
