import {
  isProviderError,
  type BaseAIProvider,
  type StartResult,
  type Usage,
  type Warning,
} from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { applyTransition, secondsFromNow, type JobRow, type TransitionInput } from '../jobs/transition.ts'
import type { TransitionName } from '../jobs/machine.ts'
import { callFailure } from '../provider-errors.ts'
import { attempt, job, type JobFile } from '../schema.ts'
import { persist, untilAnswered } from './persist.ts'

/** Submissions of one job, when none of them was accepted. */
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
  const { vendorTaskId } = result
  // Before the first commit: should all else fail, the log knows whose task it is.
  context.logger.info({ jobId: row.id, attempt: row.attemptCount, vendorTaskId }, 'the vendor accepted')
  const moved = await moveWithEvidence(context, row, ['accepted', 'accepted_late'], {
    patch: { warnings: result.warnings },
    attempt: { vendorTaskId },
    pollAfterMs: result.pollAfterMs,
  })
  if (moved) return
  const known = await untilAnswered(context, () => readOutcome(context, row))
  // The commit went through and only its answer was lost.
  if (known.vendorTaskId === vendorTaskId || !known.ended) return
  // The job has ended without us (its orphan is booked): spare the vendor the work.
  context.logger.warn({ jobId: row.id, vendorTaskId }, 'the vendor accepted a job that had already ended')
  const handle = { model: row.model, kind: row.kind, vendorTaskId }
  await provider.cancel(handle).catch(() => 'not_supported')
}

async function readOutcome(
  context: ServiceContext,
  row: JobRow,
): Promise<{ vendorTaskId: string | null; ended: boolean }> {
  const [found] = await context.db
    .select({ vendorTaskId: attempt.vendorTaskId, finishedAt: job.finishedAt })
    .from(job)
    .leftJoin(attempt, and(eq(attempt.jobId, job.id), eq(attempt.number, row.attemptCount)))
    .where(eq(job.id, row.id))
  return { vendorTaskId: found?.vendorTaskId ?? null, ended: found?.finishedAt != null }
}

/** The vendor answered with the result itself; its files are stored already. */
export async function recordReceived(
  context: ServiceContext,
  row: JobRow,
  result: { files: JobFile[]; usage: Usage; warnings: Warning[] },
): Promise<void> {
  await moveWithEvidence(context, row, ['received', 'received_late'], { patch: result })
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
    await persist(context, (tx) =>
      applyTransition(tx, context.queue, 'outcome_lost', {
        jobId: row.id,
        fence: row.fence,
        patch: { unknownUntil: secondsFromNow(context.settings.jobs.unknownWindowSeconds) },
        attempt: learned,
      }),
    )
    return
  }
  const again = disposition !== 'rejected' && row.attemptCount < MAX_ATTEMPTS
  if (again) {
    const delayMs = backoff(row.attemptCount, error)
    await moveWithEvidence(context, row, ['not_accepted', 'not_accepted_late'], {
      patch: { nextRunAt: secondsFromNow(delayMs / 1_000) },
      attempt: learned,
      tickAfterMs: delayMs,
    })
    return
  }
  await moveWithEvidence(context, row, ['refused', 'refused_late'], {
    patch: {
      errorCode: failure.code,
      errorMessage: failure.message,
      safeToRetry: failure.code === 'vendor_unavailable',
    },
    attempt: learned,
  })
}

/** While the lease held, the fence decides; later the attempt's number does. */
async function moveWithEvidence(
  context: ServiceContext,
  row: JobRow,
  [inTime, late]: readonly [TransitionName, TransitionName],
  input: Omit<TransitionInput, 'jobId'>,
): Promise<boolean> {
  return persist(context, async (tx) => {
    const jobId = row.id
    const moved =
      (await applyTransition(tx, context.queue, inTime, { ...input, jobId, fence: row.fence })) ??
      (await applyTransition(tx, context.queue, late, { ...input, jobId, attemptNumber: row.attemptCount }))
    return moved !== undefined
  })
}

/** Exponential with full jitter; the vendor's own wish counts when it is longer. */
function backoff(attemptCount: number, error: unknown): number {
  const wanted = isProviderError(error) ? (error.retryAfterMs ?? 0) : 0
  const own = Math.random() * FIRST_BACKOFF_MS * 2 ** attemptCount
  return Math.min(Math.max(wanted, own), MAX_BACKOFF_MS)
}
