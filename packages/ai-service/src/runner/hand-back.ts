import { and, eq, or, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import type { JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'

/**
 * Results that were still being stored when this process had to end go to another worker at once. It counts as a try, not
 * as a death: however often a deployment restarts its workers, no job is taken for one that kills them.
 */
export async function handBack(context: ServiceContext, rows: readonly JobRow[]): Promise<void> {
  if (rows.length === 0) return
  try {
    const mine = rows.map((row) => and(eq(job.id, row.id), eq(job.fence, row.fence)))
    await context.db
      .update(job)
      .set({ leaseUntil: null, nextRunAt: null, storeFailureCount: sql`${job.storeFailureCount} + 1` })
      .where(and(eq(job.state, 'storing'), or(...mine)))
  } catch (error) {
    // Leases that were not given back run out.
    context.logger.warn({ jobs: rows.length, error: describeError(error) }, 'jobs could not be handed back')
  }
}
