import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { job } from '../schema.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { describeError } from '../describe-error.ts'

export interface Lease {
  /**
   * False when another may have taken the job. Costs nothing while the lease was confirmed lately; whoever was frozen, or can't
   * reach the database, finds out here.
   */
  stillHeld(): Promise<boolean>
}

/**
 * Keeps the lease of a claimed job alive while `work` runs. When the lease is lost (this process was frozen,
 * the database was away) the work goes on: what it learns is still evidence.
 *
 * @param sinceClaim measures from before the claim was sent to the database
 */
export async function withLease<T>(
  context: ServiceContext,
  row: JobRow,
  work: (lease: Lease) => Promise<T>,
  sinceClaim: Stopwatch = startStopwatch(),
): Promise<T> {
  const leaseMs = context.settings.jobs.leaseSeconds * 1_000
  let sinceConfirmed = sinceClaim
  const renew = async (): Promise<boolean> => {
    const stopwatch = startStopwatch()
    const held = await renewLease(context, row)
    if (held) sinceConfirmed = stopwatch
    return held
  }
  const timer = setInterval(() => void renew(), leaseMs / 3)
  timer.unref()
  try {
    return await work({ stillHeld: async () => sinceConfirmed() < leaseMs / 2 || (await renew()) })
  } finally {
    clearInterval(timer)
  }
}

/** Milliseconds since it was started. */
export type Stopwatch = () => number

/** Two clocks: one of them may stand still with the machine, the other may be set back. */
export function startStopwatch(): Stopwatch {
  const [monotonic, wall] = [performance.now(), Date.now()]
  return () => Math.max(performance.now() - monotonic, Date.now() - wall)
}

async function renewLease(context: ServiceContext, row: JobRow): Promise<boolean> {
  try {
    const { rowCount } = await context.db
      .update(job)
      .set({ leaseUntil: secondsFromNow(context.settings.jobs.leaseSeconds) })
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
    return rowCount === 1
  } catch (error) {
    context.logger.warn({ jobId: row.id, error: describeError(error) }, 'lease not renewed')
    return false
  }
}
