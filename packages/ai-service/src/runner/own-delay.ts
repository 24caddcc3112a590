import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { NOTES } from '../jobs/machine.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'
import type { ClaimedStoring } from './claim-storing.ts'

/** Longer than anything that storage may be asked for takes. */
const MOVED_BY_SECONDS = 1_200

const inSeconds = (seconds: number): SQL => sql`${seconds} * interval '1 second'`

/**
 * The vendor has finished and been paid; what is left is ours, so the customer's job does not end because our disk or
 * storage is slow or away. The deadline itself moves, a little with each delay, and never past the grace that is set.
 */
export function movedDeadline({ settings }: ServiceContext): SQL {
  return sql`greatest(${job.deadlineAt}, least(
    now() + ${inSeconds(MOVED_BY_SECONDS)},
    ${job.stateChangedAt} + ${inSeconds(settings.jobs.storingGraceSeconds)}))`
}

/** Before something of ours begins that may take a while: costs nothing while the deadline is far. */
export async function keepDeadlineAhead(context: ServiceContext, claimed: ClaimedStoring): Promise<void> {
  if (remainingMs(context, claimed) < MOVED_BY_SECONDS * 1_000) await moveDeadline(context, claimed.row)
}

/**
 * By the database's clock, whatever ours says: the claim has set the lease, and what is measured here is only how long ago that
 * was.
 */
function remainingMs({ settings }: ServiceContext, { row, sinceClaim }: ClaimedStoring): number {
  if (row.leaseUntil === null) return 0
  const claimedAt = row.leaseUntil.getTime() - settings.jobs.leaseSeconds * 1_000
  return row.deadlineAt.getTime() - claimedAt - sinceClaim()
}

/**
 * After something of ours failed: the deadline moves, and with it the window of an outcome that only the database does not know.
 *
 * @returns `over` when even the grace is, `taken` when somebody else has the job, or nobody any more
 */
export async function moveDeadline(
  context: ServiceContext,
  row: JobRow,
): Promise<'ahead' | 'over' | 'taken'> {
  const { leaseSeconds } = context.settings.jobs
  const soon = sql`least(${movedDeadline(context)}, now() + ${inSeconds(MOVED_BY_SECONDS)})`
  const isUnknown = sql`${job.state} = 'submit_unknown'`
  const [moved] = await context.db
    .update(job)
    .set({
      deadlineAt: movedDeadline(context),
      // Past the old deadline it was not renewed any more.
      leaseUntil: sql`case when not ${isUnknown} then ${secondsFromNow(leaseSeconds)} end`,
      unknownUntil: sql`case when ${isUnknown} then greatest(${job.unknownUntil}, ${soon}) end`,
    })
    .where(and(eq(job.id, row.id), eq(job.fence, row.fence), inArray(job.state, [...NOTES.move_deadline.in])))
    .returning({ isAhead: sql<boolean>`${job.deadlineAt} > now()` })
  if (moved === undefined) return 'taken'
  return moved.isAhead ? 'ahead' : 'over'
}
