import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { CommitOutcomeUnknownError } from '../db/errors.ts'
import { render, runStatements, untilEnded } from '../db/statement.ts'
import { allOf } from '../jobs/conditions.ts'
import { NOTES } from '../jobs/machine.ts'
import { secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { job } from '../schema.ts'
import { sizeOf, type Room } from './bulkhead.ts'
import { startStopwatch, type Stopwatch } from './lease.ts'
import { untilAnswered } from './persist.ts'

/** A job whose result this process brings into storage. */
export interface ClaimedStoring {
  row: JobRow
  sinceClaim: Stopwatch
}

/** Takes jobs whose results are to be stored: accounts in turn, the oldest of each first. Many workers may ask at once; each job goes to one of them. */
export async function claimStoring(context: ServiceContext, room: Room): Promise<ClaimedStoring[]> {
  if (sizeOf(room) === 0 || room.reserved.size === 0) return []
  const vendors = sql.join(
    [...room.reserved].map(([vendor, reserved]) => sql`(${vendor}::text, ${reserved}::int)`),
    sql`, `,
  )
  const isDue = and(eq(job.state, 'storing'), allOf(NOTES.claim_storing.when))
  // Whose account has fewest in hand goes first: one that has a thousand results must not keep the others' waiting.
  const turn = sql`
    select id from (
      select *, row_number() over (partition by own order by place, state_changed_at) as shared from (
        select *, row_number() over (partition by provider order by place, state_changed_at) <= reserved as own from (
          select job.id, job.provider, job.state_changed_at, v.reserved,
                 coalesce(hand.jobs, 0)
                   + row_number() over (partition by job.account_id order by job.state_changed_at) as place
            from job
            join (values ${vendors}) v (provider, reserved) on v.provider = job.provider
            left join (select account_id, count(*) as jobs from job
                        where state = 'storing' and finished_at is null and lease_until > now()
                        group by account_id) hand on hand.account_id = job.account_id
           where ${isDue} and job.finished_at is null) due) placed) ranked
     where own or shared <= ${room.shared}::int`
  const sinceClaim = startStopwatch()
  const token = randomBytes(16).toString('hex')
  const take = context.db
    .update(job)
    .set({
      fence: sql`${job.fence} + 1`,
      leaseUntil: secondsFromNow(context.settings.jobs.leaseSeconds),
      claimToken: token,
    })
    .where(
      and(
        sql`${job.id} in (select id from job where id in (${turn}) and ${isDue} for update skip locked)`,
        isDue,
      ),
    )
    .returning({ id: job.id })
    .getSQL()
  try {
    const claimed = sql`with taken as (${take}) select count(*)::int as claimed from taken`
    const [result] = await runStatements<{ claimed: number }>(context.db, [render(claimed)])
    if (result === undefined || result.claimed === 0) return []
  } catch (error) {
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    // A claim that nobody works on would look like a worker that died over it.
    await untilAnswered(context, () => untilEnded(context.db, error))
  }
  const rows = await untilAnswered(context, () =>
    context.db
      .select()
      .from(job)
      .where(and(eq(job.state, 'storing'), isNull(job.finishedAt), eq(job.claimToken, token))),
  )
  return rows.map((row) => ({ row, sinceClaim }))
}
