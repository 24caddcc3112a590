import type { Kind } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { CommitOutcomeUnknownError, isSilent } from '../db/errors.ts'
import { inJsonbOrder } from '../db/jsonb-order.ts'
import { untilEnded } from '../db/statement.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { StoredQuoteLine } from '../schema.ts'
import type { Job, Principal } from '../types.ts'
import { orderTurnsOf, type Order } from './accept-turns.ts'
import { getJob } from './get.ts'
import { presentJob } from './present.ts'
import { currentTraceParent } from '../tracing.ts'
import type { JobRow } from './transition.ts'

/** Everything that a job is before anybody has worked on it. */
export interface NewJob {
  kind: Kind
  provider: string
  model: string
  priority: number
  metadata: Record<string, string>
  /** The most it can cost, in microcredits. */
  quoted: bigint
  quoteLines: StoredQuoteLine[]
  input: Record<string, unknown>
  providerOptions: Record<string, unknown> | null
  webhook: { url: string; lane: string } | undefined
  /** What makes a repeated request the same request. */
  key: { route: string; key: string; fingerprint: string } | undefined
}

export type Acceptance =
  | { outcome: 'accepted'; job: Job }
  /** The key belongs to this job already. */
  | { outcome: 'replay'; jobId: string; fingerprint: string }
  | { outcome: 'cannot_pay' }

/**
 * Accepts a job in one round trip, perhaps with others: key, hold, job, input, first event and alarm are there together, or none of them.
 * @throws ServiceError `submission_outcome_unknown` when the database broke off and can't be asked what became of it;
 *   `idempotency_in_progress`, also then where a key makes it safe to try again; `canceled` when `signal` fired before its turn
 */
export async function acceptJob(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  job: NewJob,
  { signal, isAgain = false }: AcceptOptions = {},
): Promise<Acceptance> {
  try {
    await breakPoint('accept:uncommitted')
    const accepted = await accept(context, principal, jobId, job, signal)
    await breakPoint('accept:committed')
    if (accepted.outcome === 'accepted') context.queue.wake('submit')
    return accepted
  } catch (error) {
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    const found = await findAccepted(context, principal, jobId, { error, isKeyed: job.key !== undefined })
    if (found !== undefined) return { outcome: 'accepted', job: found }
    // Whoever has waited for a silent database has waited for long.
    if (isAgain || isSilent(error)) throw error
    return acceptJob(context, principal, jobId, job, { signal, isAgain: true })
  }
}

interface AcceptOptions {
  signal?: AbortSignal | undefined
  /** It is certain that the first try has not accepted it: perhaps somebody else's order was to blame. */
  isAgain?: boolean
}

async function accept(
  context: ServiceContext,
  { accountId }: Principal,
  jobId: string,
  job: NewJob,
  signal: AbortSignal | undefined,
): Promise<Acceptance> {
  const row = firstState(accountId, jobId, job)
  const order: Order = { row, job, signal, traceParent: currentTraceParent() }
  const answer = await orderTurnsOf(context).run(accountId, order)
  switch (answer.outcome) {
    case 'accepted':
      if (answer.deliveries > 0) context.queue.wake('deliver')
      return { outcome: 'accepted', job: firstLook(order, answer.created_at, answer.deadline_at) }
    case 'replay':
      return { outcome: 'replay', jobId: answer.job_id, fingerprint: answer.fingerprint }
    case 'cannot_pay':
      return { outcome: 'cannot_pay' }
    case 'key_under_way':
      throw new ServiceError(
        'idempotency_in_progress',
        'The first request with this Idempotency-Key is still running.',
        { retryAfterMs: 1_000 },
      )
    default:
      throw new ServiceError('canceled', 'The connection was closed.')
  }
}

function firstLook({ row, job }: Order, createdAt: Date, deadlineAt: Date): Job {
  const metadata = inJsonbOrder(job.metadata)
  return presentJob({
    job: { ...row, metadata, createdAt, stateChangedAt: createdAt, deadlineAt },
    input: { input: inJsonbOrder(job.input) },
    assets: [],
  })
}

/** The row as the database will hold it; it sets the clocks. */
function firstState(accountId: string, jobId: string, job: NewJob): JobRow {
  const now = new Date()
  return {
    id: jobId,
    accountId,
    kind: job.kind,
    provider: job.provider,
    model: job.model,
    state: 'queued',
    priority: job.priority,
    fence: 0,
    leaseUntil: null,
    claimToken: null,
    attemptCount: 0,
    freeAttemptCount: 0,
    storeFailureCount: 0,
    badResultCount: 0,
    eventSequence: 1,
    progress: 0,
    files: [],
    usage: null,
    warnings: [],
    metadata: job.metadata,
    quoted: job.quoted,
    quoteLines: job.quoteLines,
    charged: null,
    holdId: newId('hold'),
    errorCode: null,
    errorMessage: null,
    safeToRetry: null,
    cancelRequestedAt: null,
    traceParent: null,
    nextRunAt: null,
    unknownUntil: null,
    deadlineAt: now,
    createdAt: now,
    startedAt: null,
    stateChangedAt: now,
    finishedAt: null,
    hiddenAt: null,
  }
}

const LOOKS = 5
const LOOK_AFTER_MS = 400

/**
 * The answer was lost while the job may be there. The caller must not be told to try again before that is known.
 * @returns undefined when it is certain that there is no such job
 */
async function findAccepted(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  { error, isKeyed }: { error: CommitOutcomeUnknownError; isKeyed: boolean },
): Promise<Job | undefined> {
  for (let look = 1; look <= LOOKS; look += 1) {
    await sleep(LOOK_AFTER_MS)
    try {
      await untilEnded(context.db, error)
      return await getJob(context, principal, jobId)
    } catch (reason) {
      if (reason instanceof ServiceError && reason.code === 'not_found') return undefined
      // Still at work after so long: nobody knows when it ends.
      if (reason === error) break
    }
  }
  // Not `not_ready`, which says that nothing was done.
  if (isKeyed)
    throw new ServiceError(
      'idempotency_in_progress',
      'The database broke off while the job was accepted. Send it again with the same Idempotency-Key: it is accepted once.',
      { retryAfterMs: 2_000, cause: error },
    )
  throw new ServiceError(
    'submission_outcome_unknown',
    `The database broke off while the job was accepted. Look for ${jobId} before you try again.`,
    { cause: error },
  )
}
