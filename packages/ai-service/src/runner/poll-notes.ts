import type { StatusResult } from '@jointo/providers'
import { and, eq, lt, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { applyTransition } from '../jobs/transition.ts'
import type { ClaimedTask } from '../polling/claim.ts'
import { failurePauseMs, missPauseMs, progressStep, SHORTEST_GAP } from '../polling/pace.ts'
import { job, vendorTask } from '../schema.ts'
import { persist } from './persist.ts'

/** Answers "I don't know this task" that end a job. */
const MAX_MISSES = 3
const CLOSE_ENOUGH = 1e-6

/** Still working. In the usual case nothing is written: the claim has already said when the next look comes. */
export async function notePending(
  context: ServiceContext,
  task: ClaimedTask,
  result: Extract<StatusResult, { state: 'pending' }>,
): Promise<void> {
  const progress = Math.min(result.progress ?? 0, 1)
  if (progress - task.progress >= progressStep(task.intervalMs) - CLOSE_ENOUGH) {
    await context.db
      .update(job)
      .set({ progress })
      .where(and(eq(job.id, task.jobId), eq(job.state, 'running'), lt(job.progress, progress)))
  }
  const intervalMs = Math.round(result.pollAfterMs)
  const hadTrouble = task.missCount > 0 || task.failureCount > 0
  if (intervalMs === task.intervalMs && !hadTrouble) return
  const shift = (intervalMs - task.intervalMs) * SHORTEST_GAP
  await context.db
    .update(vendorTask)
    .set({
      missCount: 0,
      failureCount: 0,
      intervalMs,
      nextPollAt: unlessCanceled(
        sql`greatest(now(), ${vendorTask.nextPollAt} + ${shift} * interval '1 millisecond')`,
      ),
    })
    .where(hadTrouble ? isNews(task) : isLast(task))
}

/** The vendor could not be asked. */
export async function noteFailure(
  context: ServiceContext,
  task: ClaimedTask,
  retryAfterMs = 0,
): Promise<void> {
  const { intervalMs, failureCount } = task
  const pause = failurePauseMs(failureCount + 1, { intervalMs, retryAfterMs, random: Math.random() })
  await context.db
    .update(vendorTask)
    .set({ failureCount: failureCount + 1, nextPollAt: unlessCanceled(inMs(pause)) })
    .where(isNews(task))
}

/** The vendor says that it does not know the task. */
export async function noteMiss(context: ServiceContext, task: ClaimedTask): Promise<void> {
  await persist(context, async (tx) => {
    const [missed] = await tx
      .update(vendorTask)
      .set({
        missCount: sql`${vendorTask.missCount} + 1`,
        nextPollAt: unlessCanceled(inMs(missPauseMs(task.intervalMs))),
      })
      .where(isNews(task))
      .returning({ missCount: vendorTask.missCount })
    if (missed === undefined || missed.missCount < MAX_MISSES) return
    await applyTransition(tx, context.queue, 'task_gone', {
      jobId: task.jobId,
      patch: {
        errorCode: 'result_unavailable',
        errorMessage: 'The vendor no longer knows this job.',
        safeToRetry: true,
      },
    })
  })
}

/** Only the task's last look says when the next one comes: an answer that comes after the next claim is old. */
function isLast({ jobId, pollCount }: ClaimedTask): SQL | undefined {
  return and(eq(vendorTask.jobId, jobId), eq(vendorTask.pollCount, pollCount))
}

/**
 * Failures count unless something was learned since. The claim after them is no reason to forget them: where the vendor takes longer
 * to answer than the interval, there always is one.
 */
function isNews({ jobId, missCount, failureCount }: ClaimedTask): SQL | undefined {
  return and(
    eq(vendorTask.jobId, jobId),
    eq(vendorTask.missCount, missCount),
    eq(vendorTask.failureCount, failureCount),
  )
}

/** Somebody who cancels has made the task due at once, and is not made to wait. */
function unlessCanceled(moment: SQL): SQL {
  const isCanceled = sql`exists (
    select from ${job} where ${job.id} = ${vendorTask.jobId} and ${job.cancelRequestedAt} is not null)`
  return sql`case when ${vendorTask.nextPollAt} <= now() and ${isCanceled} then ${vendorTask.nextPollAt} else ${moment} end`
}

const inMs = (ms: number): SQL => sql`now() + ${ms} * interval '1 millisecond'`
