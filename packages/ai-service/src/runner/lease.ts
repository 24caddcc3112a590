import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { job } from '../schema.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { describeError } from '../describe-error.ts'

/**
 * Keeps the lease of a claimed job alive while `work` runs. When the lease is lost (this process was frozen,
 * the database was away) the work goes on: what it learns is still evidence.
 */
export async function withLease<T>(context: ServiceContext, row: JobRow, work: () => Promise<T>): Promise<T> {
  const { leaseSeconds } = context.settings.jobs
  const renew = () =>
    context.db
      .update(job)
      .set({ leaseUntil: secondsFromNow(leaseSeconds) })
      .where(
        and(
          eq(job.id, row.id),
          eq(job.fence, row.fence),
          eq(job.state, row.state),
          isNull(job.finishedAt),
          // Past its deadline a job is the sweeper's, whoever still holds it.
          gt(job.deadlineAt, sql`now()`),
        ),
      )
      .catch((error: unknown) =>
        context.logger.warn({ jobId: row.id, error: describeError(error) }, 'lease not renewed'),
      )
  const timer = setInterval(() => void renew(), (leaseSeconds * 1_000) / 3)
  timer.unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
