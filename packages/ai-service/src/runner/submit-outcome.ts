import { isProviderError, type BaseAIProvider, type StartResult } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { isTerminal } from '../jobs/machine.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { unknownUntil } from '../jobs/unknown-policy.ts'
import { describeError } from '../describe-error.ts'
import type { OwnFailureError } from '../files/own-failure.ts'
import { callFailure } from '../provider-errors.ts'
import { job, type JobFile } from '../schema.ts'
import { noteThrottled, pauseOfThrottled } from '../vendors/throttle.ts'
import { commitAccepted } from './accepted.ts'
import { moveWithEvidence } from './evidence.ts'
import type { JournalAnswer } from './journal-entry.ts'
import { forgetJournal, writeJournal } from './journal.ts'

/** Submissions of one job, when none of them was accepted. Those that came to a vendor that was throttled already are free. */
const MAX_ATTEMPTS = 5
const FIRST_BACKOFF_MS = 1_000
const MAX_BACKOFF_MS = 600_000
const MAX_OWN_BACKOFF_MS = 60_000

/** The vendor works on it, under this id. */
export async function recordAccepted(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider,
  result: Extract<StartResult, { state: 'pending' }>,
): Promise<void> {
  const { vendorTaskId, pollAfterMs, warnings } = result
  // Before anything is written: should all else fail, the log knows whose task it is.
  context.logger.info({ jobId: row.id, attempt: row.attemptCount, vendorTaskId }, 'the vendor accepted')
  const answer = { state: 'accepted', vendorTaskId, pollAfterMs, warnings } as const
  const entry = { jobId: row.id, attempt: row.attemptCount, fence: row.fence, answer }
  await writeJournal(context, entry)
  await breakPoint('submit:journaled')
  await commitAnswer(context, row, provider, answer)
  await forgetJournal(context, entry)
}

type Answer =
  | Extract<JournalAnswer, { state: 'accepted' }>
  | (Omit<Extract<JournalAnswer, { state: 'received' }>, 'files'> & { files: JobFile[] })

/** From memory, or from the journal: `row` carries the number and the fence of the attempt that was answered. */
export async function commitAnswer(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  answer: Answer,
): Promise<void> {
  if (answer.state === 'accepted') await commitAccepted(context, row, provider, answer)
  else {
    const { files, usage, warnings } = answer
    await moveWithEvidence(context, row, 'received', { patch: { files, usage, warnings } })
  }
  await breakPoint('submit:committed')
}

/** Our own storage is away: nobody was asked, so the job waits in the queue as if it had not been taken. */
export async function recordNotBegun(
  context: ServiceContext,
  row: JobRow,
  error: OwnFailureError,
): Promise<void> {
  const delayMs = ownBackoff(row.storeFailureCount + 1)
  context.logger.warn({ jobId: row.id, error: describeError(error) }, 'input not readable: later')
  const errorMessage = 'The input files could not be read. Nothing was charged; it is safe to try again.'
  await moveWithEvidence(context, row, 'not_begun', (to) =>
    isTerminal(to)
      ? {
          patch: { errorCode: 'not_ready', errorMessage, safeToRetry: true },
          attempt: { errorCode: 'not_ready' },
        }
      : { patch: { nextRunAt: secondsFromNow(delayMs / 1_000) }, tickAfterMs: delayMs },
  )
}

/** The call failed: what that means for the job depends on whether the vendor may have taken it. */
export async function recordFailure(context: ServiceContext, row: JobRow, error: unknown): Promise<void> {
  const disposition = isProviderError(error) ? error.disposition : 'ambiguous'
  const failure = callFailure(error)
  const learned = {
    errorCode: isProviderError(error) ? (error.vendorCode ?? error.code) : 'unexpected',
    errorMessage: failure.message,
    vendorRequestId: isProviderError(error) ? error.requestId : undefined,
  }
  context.logger.warn(
    { jobId: row.id, attempt: row.attemptCount, disposition, code: learned.errorCode },
    'submission failed',
  )
  if (disposition === 'ambiguous') {
    await moveWithEvidence(context, row, 'unclear', {
      patch: { unknownUntil: unknownUntil(context.settings, row) },
      attempt: learned,
    })
    return
  }
  const isThrottled = disposition === 'throttled'
  // Whoever was on the way when another job found out loses no try.
  const isFree = isThrottled && !(await noteThrottled(context, row.provider, retryAfterOf(error)))
  const delayMs = isThrottled ? pauseOfThrottled(retryAfterOf(error)) : backoff(row.attemptCount, error)
  const again =
    disposition !== 'rejected' && (isFree || row.attemptCount - row.freeAttemptCount < MAX_ATTEMPTS)
  await moveWithEvidence(context, row, again ? 'not_accepted' : 'refused', (to) =>
    isTerminal(to)
      ? {
          patch: {
            errorCode: failure.code,
            errorMessage: failure.message,
            safeToRetry: failure.code === 'vendor_unavailable',
          },
          attempt: learned,
          billed: isProviderError(error) && error.billed,
        }
      : {
          patch: {
            nextRunAt: secondsFromNow(delayMs / 1_000),
            ...(isFree ? { freeAttemptCount: sql`${job.freeAttemptCount} + 1` } : {}),
          },
          attempt: learned,
          tickAfterMs: delayMs,
        },
  )
}

const retryAfterOf = (error: unknown): number | undefined =>
  isProviderError(error) ? error.retryAfterMs : undefined

/** Jobs that failed together do not come back together. */
function ownBackoff(failures: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** failures, MAX_OWN_BACKOFF_MS) * (0.5 + Math.random() / 2)
}

/** Exponential with full jitter; the vendor's own wish counts when it is longer. */
function backoff(attemptCount: number, error: unknown): number {
  const own = Math.random() * FIRST_BACKOFF_MS * 2 ** attemptCount
  return Math.min(Math.max(retryAfterOf(error) ?? 0, own), MAX_BACKOFF_MS)
}
