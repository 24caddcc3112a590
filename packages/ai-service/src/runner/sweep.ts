import { and, inArray, notInArray, sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import { sweepCalls } from '../calls/sweep-calls.ts'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { LOCK_NOT_AVAILABLE, sqlState } from '../db/errors.ts'
import { inTransaction } from '../db/transaction.ts'
import { describeError } from '../describe-error.ts'
import { UNKNOWN_POLICIES, type TransitionName } from '../jobs/machine.ts'
import { applyTransition, dueFor, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import { mayResubmit, unknownPolicyOf, unknownUntil } from '../jobs/unknown-policy.ts'
import { job } from '../schema.ts'
import { sweepWebhooks } from '../webhooks/sweep.ts'
import { guarded } from './guarded.ts'
import { giverOut } from './give-out.ts'
import { Slots } from './slots.ts'

const BATCH = 20
/** Other processes sweep too: each takes its batch at random from as many of the oldest, so that they rarely meet. */
const WINDOW = 200
/** Thousands may be over at the same moment: all that wait for a vendor that is down. The next sweep goes on. */
const MAX_BATCHES = 100
/** Rows are independent of each other, and each takes many short waits. */
const AT_ONCE = 3
/** Of all kinds together, where there are connections enough: other work of this process needs them, too. */
const MAX_AT_ONCE = 5
/** A frozen process may hold an account for seconds: its rows are left for the next sweep, and the others go on. */
const LOCK_TIMEOUT_MS = 500

type Patch = NonNullable<TransitionInput['patch']>

interface Sweep {
  transition: TransitionName
  patch: Patch | ((row: JobRow) => Patch)
}

export interface Sweeper {
  name: string
  work: () => Promise<void>
}

/**
 * What ends or moves on what nobody else will: leases that ran out, windows and deadlines that are over, direct calls whose
 * process died. Each goes on by itself, so that what is slow keeps nothing else from ending in time. Many processes may sweep at
 * once; each step is guarded by its state.
 */
export function createSweepers(context: ServiceContext, stopping?: AbortSignal): Sweeper[] {
  const half = Math.floor(context.settings.databaseMaxConnections / 2)
  const slots = new Slots(Math.max(1, Math.min(MAX_AT_ONCE, half)))
  const ofJobs = sweeps(context).map((inTurn): Sweeper => ({
    name: inTurn.map(({ transition }) => transition).join(', '),
    work: async () => {
      for (const one of inTurn)
        await guarded(context, one.transition, () => sweepAll(context, one, slots, stopping))
    },
  }))
  return [
    ...ofJobs,
    { name: 'webhooks', work: () => guarded(context, 'webhooks', () => sweepWebhooks(context)) },
    { name: 'calls', work: () => guarded(context, 'calls', () => sweepCalls(context)) },
  ]
}

/** Each of them once. */
export async function sweep(context: ServiceContext): Promise<void> {
  await Promise.all(createSweepers(context).map(({ work }) => work()))
}

async function sweepAll(
  context: ServiceContext,
  one: Sweep,
  slots: Slots,
  stopping?: AbortSignal,
): Promise<void> {
  /** Accounts that somebody else holds on to. */
  const passedOver = new Set<string>()
  for (let batches = 0; batches < MAX_BATCHES; batches += 1)
    if (stopping?.aborted === true || !(await sweepBatch(context, one, slots, passedOver))) return
}

/** @returns whether there may be more: rows that can not be moved are not tried again at once */
async function sweepBatch(
  context: ServiceContext,
  one: Sweep,
  slots: Slots,
  passedOver: Set<string>,
): Promise<boolean> {
  const rows = await dueRows(context, one.transition, passedOver)
  const passedBefore = passedOver.size
  let moved = 0
  const left = rows.values()
  const work = async (): Promise<void> => {
    for (const row of left) {
      if (passedOver.has(row.accountId)) continue
      await slots.acquire()
      try {
        if (await apply(context, one, row)) moved += 1
      } catch (error) {
        if (sqlState(error) === LOCK_NOT_AVAILABLE) {
          passedOver.add(row.accountId)
          context.logger.debug({ jobId: row.id }, 'its account is held by somebody: the next sweep')
        } else context.logger.error({ jobId: row.id, error: describeError(error) }, 'could not be swept')
      } finally {
        slots.release()
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return rows.length === BATCH && (moved > 0 || passedOver.size > passedBefore)
}

function dueRows(
  { db }: ServiceContext,
  transition: TransitionName,
  passedOver: ReadonlySet<string>,
): Promise<JobRow[]> {
  const oldest = db
    .select({ id: job.id })
    .from(job)
    .where(and(dueFor(transition), notInArray(job.accountId, [...passedOver])))
    .orderBy(job.stateChangedAt)
    .limit(WINDOW)
  return db
    .select()
    .from(job)
    .where(inArray(job.id, oldest))
    .orderBy(sql`random()`)
    .limit(BATCH)
}

/** Those of one state in turn: of two that are due the first one counts. */
function sweeps(context: ServiceContext): Sweep[][] {
  const deadline = {
    errorCode: 'deadline_exceeded',
    errorMessage: 'The job did not finish in time. Nothing was charged.',
    safeToRetry: true,
  }
  return [
    [
      {
        transition: 'lease_expired',
        patch: (row) => ({ unknownUntil: unknownUntil(context.settings, row) }),
      },
    ],
    [
      {
        transition: 'unknown_window_over',
        patch: {
          errorCode: 'submission_outcome_unknown',
          errorMessage: 'The vendor never confirmed this job. Nothing was charged; it is safe to try again.',
          safeToRetry: true,
        },
      },
    ],
    [
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
    ],
    [{ transition: 'running_deadline', patch: deadline }],
    [
      { transition: 'storing_deadline', patch: deadline },
      {
        transition: 'storing_poisoned',
        patch: {
          errorCode: 'result_unavailable',
          errorMessage: 'The result could not be stored. Nothing was charged.',
          safeToRetry: false,
        },
      },
    ],
  ]
}

async function apply(context: ServiceContext, { transition, patch }: Sweep, row: JobRow): Promise<boolean> {
  const step = async (tx: Transaction): Promise<JobRow | undefined> => {
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
  const giveOut = transition === 'storing_deadline' ? await giverOut(context, row) : undefined
  const take = async (tx: Transaction): Promise<JobRow | undefined> => (await giveOut?.(tx)) ?? step(tx)
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
