import {
  isProviderError,
  type BaseAIProvider,
  type StartResult,
  type Usage,
  type Warning,
} from '@jointo/providers'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { EVIDENCE, isTerminal, TRANSITIONS, type Evidence, type JobState } from '../jobs/machine.ts'
import { applyTransition, secondsFromNow, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import { unknownUntil } from '../jobs/unknown-policy.ts'
import { callFailure } from '../provider-errors.ts'
import { attempt, job, type StoredFile } from '../schema.ts'
import { noteThrottled, pauseOfThrottled } from '../vendors/throttle.ts'
import type { JournalAnswer } from './journal-entry.ts'
import { forgetJournal, writeJournal } from './journal.ts'
import { persist } from './persist.ts'

/** Submissions of one job, when none of them was accepted. Those that came to a vendor that was throttled already are free. */
const MAX_ATTEMPTS = 5
const FIRST_BACKOFF_MS = 1_000
const MAX_BACKOFF_MS = 600_000

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
  await recordAnswer(context, row, provider, { state: 'accepted', vendorTaskId, pollAfterMs, warnings })
}

/** The vendor answered with the result itself; its files are stored already. */
export async function recordReceived(
  context: ServiceContext,
  row: JobRow,
  result: { files: { stored: StoredFile }[]; usage: Usage; warnings: Warning[] },
): Promise<void> {
  await recordAnswer(context, row, undefined, { state: 'received', ...result })
}

async function recordAnswer(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  answer: JournalAnswer,
): Promise<void> {
  await writeJournal(context, { jobId: row.id, attempt: row.attemptCount, fence: row.fence, answer })
  await breakPoint('submit:journaled')
  await commitAnswer(context, row, provider, answer)
}

/** From memory, or from the journal: `row` carries the number and the fence of the attempt that was answered. */
export async function commitAnswer(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  answer: JournalAnswer,
): Promise<void> {
  if (answer.state === 'accepted') await commitAccepted(context, row, provider, answer)
  else {
    const { files, usage, warnings } = answer
    await moveWithEvidence(context, row, 'received', { patch: { files, usage, warnings } })
  }
  await breakPoint('submit:committed')
  await forgetJournal(context, { jobId: row.id, attempt: row.attemptCount })
}

async function commitAccepted(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider | undefined,
  { vendorTaskId, pollAfterMs, warnings }: Extract<JournalAnswer, { state: 'accepted' }>,
): Promise<void> {
  const moved = await moveWithEvidence(context, row, 'accepted', {
    patch: { warnings },
    attempt: { vendorTaskId },
    pollAfterMs,
  })
  if (moved) return
  // The commit went through and only its answer was lost: nothing is left to write, and nobody is superseded.
  if (!(await persist(context, (tx) => noteLateTask(tx, row, vendorTaskId)))) return
  // The job ended without us or was submitted again (the loss is booked): spare the vendor the work.
  context.logger.warn({ jobId: row.id, vendorTaskId }, 'the vendor accepted what nobody waits for any more')
  const handle = { model: row.model, kind: row.kind, vendorTaskId }
  await provider?.cancel(handle).catch(() => 'not_supported')
}

/** The id stays with its attempt, also when the job has gone another way. True when it has. */
async function noteLateTask(tx: Transaction, row: JobRow, vendorTaskId: string): Promise<boolean> {
  const mine = and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount))
  await tx
    .update(attempt)
    .set({ vendorTaskId })
    .where(and(mine, isNull(attempt.vendorTaskId)))
  const [found] = await tx
    .select({ state: attempt.state, vendorTaskId: attempt.vendorTaskId })
    .from(attempt)
    .where(mine)
  // Another id: an operator named a task that was not ours.
  return found?.state !== 'accepted' || found.vendorTaskId !== vendorTaskId
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
  const again = disposition !== 'rejected' && (isFree || row.attemptCount - row.freeAttemptCount < MAX_ATTEMPTS)
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

type Learned = Omit<TransitionInput, 'jobId' | 'fence' | 'attemptNumber'>

/** Takes the first step that the machine allows for what was learned. */
async function moveWithEvidence(
  context: ServiceContext,
  row: JobRow,
  evidence: Evidence,
  learned: Learned | ((to: JobState) => Learned),
): Promise<boolean> {
  return persist(context, async (tx) => {
    for (const name of EVIDENCE[evidence]) {
      const input = typeof learned === 'function' ? learned(TRANSITIONS[name].to) : learned
      const mine = { jobId: row.id, fence: row.fence, attemptNumber: row.attemptCount }
      if ((await applyTransition(tx, context.queue, name, { ...input, ...mine })) !== undefined) return true
    }
    return false
  })
}

const retryAfterOf = (error: unknown): number | undefined =>
  isProviderError(error) ? error.retryAfterMs : undefined

/** Exponential with full jitter; the vendor's own wish counts when it is longer. */
function backoff(attemptCount: number, error: unknown): number {
  const own = Math.random() * FIRST_BACKOFF_MS * 2 ** attemptCount
  return Math.min(Math.max(retryAfterOf(error) ?? 0, own), MAX_BACKOFF_MS)
}
