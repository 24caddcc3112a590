import { isProviderError, type BaseAIProvider, type Handle, type StatusResult } from '@jointo/providers'
import { and, eq, sql } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { applyTransition, type JobRow } from '../jobs/transition.ts'
import { job, vendorTask } from '../schema.ts'
import { providerOf, readHandle } from './handle.ts'
import { persist } from './persist.ts'
import { describeError } from '../describe-error.ts'

/** Answers "I don't know this task" that end a job. */
const MAX_MISSES = 3

/**
 * Takes tasks whose time has come, and with the same statement says when they are next: a process that dies
 * now only makes them late by one interval.
 */
export async function claimDueTasks(context: ServiceContext, limit: number): Promise<string[]> {
  const { rows } = await context.db.execute<{ job_id: string }>(sql`
    update vendor_task t
       set next_poll_at = now() + t.interval_ms * interval '1 millisecond', poll_count = t.poll_count + 1
      from (select job_id from vendor_task where next_poll_at <= now()
             order by next_poll_at limit ${limit} for update skip locked) due
     where t.job_id = due.job_id
    returning t.job_id`)
  return rows.map((row) => row.job_id)
}

/** Asks the vendor about one task and moves the job accordingly. Reads may be repeated freely. */
export async function pollJob(context: ServiceContext, jobId: string): Promise<void> {
  const [row] = await context.db
    .select()
    .from(job)
    .where(and(eq(job.id, jobId), eq(job.state, 'running')))
  if (row === undefined) return
  const provider = providerOf(context, row)
  const handle = await readHandle(context, row)
  if (provider === undefined || handle === undefined) {
    context.logger.error({ jobId, provider: row.provider }, 'a running job can not be polled')
    return
  }
  try {
    await breakPoint('poll:claimed')
    const result = await ask(context, row, provider, handle)
    await breakPoint('poll:answered')
    await record(context, row, result)
    await breakPoint('poll:committed')
  } catch (error) {
    await recordMiss(context, row, error)
  }
}

/** A vendor that can not cancel, or fails to, is asked how far it is: its answer decides. */
async function ask(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider,
  handle: Handle,
): Promise<StatusResult> {
  if (row.cancelRequestedAt !== null && (await tryCancel(context, row, provider, handle)))
    return { state: 'canceled' }
  return provider.status(handle)
}

async function tryCancel(
  context: ServiceContext,
  row: JobRow,
  provider: BaseAIProvider,
  handle: Handle,
): Promise<boolean> {
  try {
    const canceled = (await provider.cancel(handle)) === 'canceled'
    if (canceled) await breakPoint('cancel:confirmed')
    return canceled
  } catch (error) {
    context.logger.warn({ jobId: row.id, error: describeError(error) }, 'the vendor did not cancel')
    return false
  }
}

async function record(context: ServiceContext, row: JobRow, result: StatusResult): Promise<void> {
  const jobId = row.id
  switch (result.state) {
    case 'pending':
      return recordProgress(context, row, result)
    case 'completed':
      await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'produced', {
          jobId,
          patch: { files: result.outputs.map((reference) => ({ reference })), usage: result.usage },
        }),
      )
      return
    case 'failed':
      await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'vendor_failed', {
          jobId,
          patch: {
            errorCode: result.failure.code,
            errorMessage: result.failure.message,
            safeToRetry: result.failure.code === 'vendor_unavailable',
          },
        }),
      )
      return
    case 'canceled':
      await persist(context, (tx) =>
        applyTransition(tx, context.queue, 'vendor_canceled', {
          jobId,
          patch: { errorCode: 'canceled', errorMessage: 'The job was cancelled.', safeToRetry: true },
        }),
      )
      return
  }
}

async function recordProgress(
  context: ServiceContext,
  row: JobRow,
  result: Extract<StatusResult, { state: 'pending' }>,
): Promise<void> {
  const progress = Math.min(Math.max(result.progress ?? 0, row.progress), 1)
  if (progress > row.progress) {
    await context.db
      .update(job)
      // Two looks at one task may overlap: the later word is not always the newer.
      .set({ progress: sql`greatest(${job.progress}, ${progress}::real)` })
      .where(and(eq(job.id, row.id), eq(job.state, 'running')))
  }
  await context.db
    .update(vendorTask)
    .set({ missCount: 0, intervalMs: Math.round(result.pollAfterMs) })
    .where(
      and(
        eq(vendorTask.jobId, row.id),
        sql`(${vendorTask.missCount} > 0 or ${vendorTask.intervalMs} <> ${Math.round(result.pollAfterMs)})`,
      ),
    )
}

/** A vendor that is away is asked again until the deadline; one that denies the task is believed the third time. */
async function recordMiss(context: ServiceContext, row: JobRow, error: unknown): Promise<void> {
  context.logger.warn({ jobId: row.id, error: describeError(error) }, 'poll failed')
  if (!isProviderError(error) || error.code !== 'result_unavailable') return
  await persist(context, async (tx) => {
    const [task] = await tx
      .update(vendorTask)
      .set({ missCount: sql`${vendorTask.missCount} + 1` })
      .where(eq(vendorTask.jobId, row.id))
      .returning({ missCount: vendorTask.missCount })
    if (task === undefined || task.missCount < MAX_MISSES) return
    await applyTransition(tx, context.queue, 'task_gone', {
      jobId: row.id,
      patch: {
        errorCode: 'result_unavailable',
        errorMessage: 'The vendor no longer knows this job.',
        safeToRetry: true,
      },
    })
  })
}
