import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'

/** Longer than anything that storage may be asked for takes. */
const MOVED_BY_SECONDS = 1_200

/**
 * The vendor has finished and been paid; what is left is ours, so the customer's job does not end because our disk or
 * storage is slow or away. The deadline itself moves, a little with each delay, and never past the grace that is set.
 */
export function movedDeadline({ settings }: ServiceContext): SQL {
  const { storingGraceSeconds } = settings.jobs
  return sql`greatest(${job.deadlineAt}, least(
    now() + ${MOVED_BY_SECONDS} * interval '1 second',
    ${job.stateChangedAt} + ${storingGraceSeconds} * interval '1 second'))`
}

/**
 * Before something of ours begins that may take a while, and after it failed.
 * @returns the deadline as it is now; undefined when somebody else has the job
 */
export async function moveDeadline(context: ServiceContext, row: JobRow): Promise<Date | undefined> {
  if (row.deadlineAt.getTime() - Date.now() > MOVED_BY_SECONDS * 1_000) return row.deadlineAt
  const [moved] = await context.db
    .update(job)
    .set({
      deadlineAt: movedDeadline(context),
      // Past the old deadline it was not renewed any more.
      leaseUntil: secondsFromNow(context.settings.jobs.leaseSeconds),
    })
    .where(and(eq(job.id, row.id), eq(job.fence, row.fence), eq(job.state, row.state)))
    .returning({ deadlineAt: job.deadlineAt })
  return moved?.deadlineAt
}
