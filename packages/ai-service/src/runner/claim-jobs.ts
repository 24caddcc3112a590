import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import type { ServiceContext } from '../context.ts'
import { render, runStatements, untilEnded } from '../db/statement.ts'
import { CommitOutcomeUnknownError } from '../db/errors.ts'
import { allOf } from '../jobs/conditions.ts'
import { eventSnapshotSql } from '../jobs/event-snapshot.ts'
import { TRANSITIONS } from '../jobs/machine.ts'
import { changesOf, secondsFromNow, type JobRow } from '../jobs/transition.ts'
import { attempt, job } from '../schema.ts'
import { vendorIsOpen } from '../vendors/open.ts'
import { sizeOf, type Room } from './bulkhead.ts'
import { startStopwatch, type Stopwatch } from './lease.ts'
import { untilAnswered } from './persist.ts'

/** A job in hand: claimed by this process, its attempt written down, nothing sent yet. */
export interface ClaimedJob {
  row: JobRow
  attemptId: string
  sinceClaim: Stopwatch
}

/** What a look has brought. */
export interface Claim {
  claimed: ClaimedJob[]
  /** Jobs whose turn had come before it. Those that were not taken wait for an account's jobs in hand. */
  waited: boolean
}

export interface ClaimRoom extends Room {
  /** By vendor: jobs that were sent before and not accepted. More of them wait. */
  repeats: ReadonlyMap<string, number>
}

/**
 * Takes the queued jobs whose turn it is. Between accounts the one with the fewest jobs in hand goes first, so a flood of one
 * customer's delays nobody else; within an account priority decides, then age. Claims take turns on the database, so that no
 * account gets above its limit; each is one round trip, so a process that freezes holds up nobody.
 */
export async function claimJobs(context: ServiceContext, room: ClaimRoom): Promise<Claim> {
  const size = sizeOf(room)
  if (size === 0 || room.reserved.size === 0) return { claimed: [], waited: false }
  let waited = false
  const batch = randomBytes(14).toString('hex')
  const sinceClaim = startStopwatch()
  try {
    const [result] = await runStatements<ClaimResult>(context.db, [
      TAKE_TURNS,
      render(claim(context, room, batch)),
    ])
    waited = (result?.waiting ?? 0) > 0
    if (result === undefined || result.claimed === 0) return { claimed: [], waited }
    if (result.deliveries > 0) context.queue.wake('deliver')
  } catch (error) {
    // What was claimed is known by the names of its attempts.
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    await untilAnswered(context, () => untilEnded(context.db, error))
  }
  const claimed = await untilAnswered(context, () => readClaimed(context, batch, size))
  return { claimed: claimed.map((one) => ({ ...one, sinceClaim })), waited }
}

interface ClaimResult {
  claimed: number
  deliveries: number
  /** Accounts with jobs whose turn had come, by vendor. */
  waiting: number
}

const TAKE_TURNS = `select pg_advisory_xact_lock(hashtext('jointo:claim'))`

async function readClaimed(
  context: ServiceContext,
  batch: string,
  size: number,
): Promise<Omit<ClaimedJob, 'sinceClaim'>[]> {
  const ids = Array.from({ length: size }, (_, index) => `att_${batch}${String(index + 1).padStart(4, '0')}`)
  return context.db
    .select({ row: job, attemptId: attempt.id })
    .from(attempt)
    .innerJoin(job, and(eq(job.id, attempt.jobId), eq(job.attemptCount, attempt.number)))
    .where(and(inArray(attempt.id, ids), eq(job.state, TRANSITIONS.claim.to)))
}

/** The machine's step `claim` for many jobs at once: rows, attempts and events in one statement. */
function claim(context: ServiceContext, room: ClaimRoom, batch: string): SQL {
  const { to, event, when } = TRANSITIONS.claim
  const { leaseSeconds } = context.settings.jobs
  const move = context.db
    .update(job)
    .set(
      changesOf(TRANSITIONS.claim, {
        patch: {
          leaseUntil: secondsFromNow(leaseSeconds),
          startedAt: sql`coalesce(${job.startedAt}, now())`,
        },
      }),
    )
    .where(and(sql`${job.id} in (select id from mine)`, eq(job.state, 'queued'), allOf(when)))
    .returning()
    .getSQL()
  return sql`
    with recursive ${turns(context, room)},
    mine as (
      select id from job where id in (select id from turn) and state = 'queued' for update skip locked
    ),
    moved as (${move}),
    armed as (
      insert into attempt (id, job_id, number, state)
      select ${`att_${batch}`} || lpad((row_number() over ())::text, 4, '0'), moved.id, moved.attempt_count, 'armed' from moved
      returning job_id
    ),
    told as (
      select tell_job_event(moved.id, moved.account_id, moved.event_sequence, ${event}, ${eventSnapshotSql(to)}) as deliveries
        from moved
    )
    select count(*)::int as claimed, (select coalesce(sum(deliveries), 0)::int from told) as deliveries,
           (select count(*)::int from waiting) as waiting from armed`
}

/** Whose turn it is: `turn` lists the ids. */
function turns(context: ServiceContext, room: ClaimRoom): SQL {
  const most = sizeOf(room)
  // A vendor without room is left out: its jobs would take the places of what could go elsewhere.
  const vendors = sql.join(
    [...room.reserved]
      .filter(([, reserved]) => reserved + room.shared > 0)
      .map(
        ([vendor, reserved]) =>
          sql`(${vendor}::text, ${reserved}::int, ${room.repeats.get(vendor) ?? 0}::int)`,
      ),
    sql`, `,
  )
  return sql`
    vendor (provider, reserved, repeats) as materialized (
      select * from (values ${vendors}) v (provider, reserved, repeats)
       where ${vendorIsOpen(context.settings, sql`v.provider`)}
    ),
    -- From account to account along the index: what it costs depends on the accounts that wait, not on their jobs.
    waiting (provider, reserved, repeats, account_id, created_at) as (
      select v.provider, v.reserved, v.repeats, first.account_id, first.created_at
        from vendor v cross join lateral (
          select job.account_id, job.created_at from job
           where job.state = 'queued' and job.provider = v.provider and ${mayGo(sql`v.repeats`)}
           order by job.account_id, job.priority desc, job.created_at limit 1) first
      union all
      select w.provider, w.reserved, w.repeats, following.account_id, following.created_at
        from waiting w cross join lateral (
          select job.account_id, job.created_at from job
           where job.state = 'queued' and job.provider = w.provider and job.account_id > w.account_id
             and ${mayGo(sql`w.repeats`)}
           order by job.account_id, job.priority desc, job.created_at limit 1) following
    ),
    -- Of each vendor as many accounts as jobs may be taken: those with the fewest jobs in hand.
    chosen as (
      select * from (
        select w.provider, w.reserved, w.repeats, w.account_id, coalesce(load.in_flight, 0) as in_flight,
               coalesce(account.max_concurrent_jobs, ${context.settings.maxConcurrentJobs}::int) as most,
               row_number() over (partition by w.provider order by coalesce(load.in_flight, 0), w.created_at) as rank
          from waiting w
          join account on account.id = w.account_id
          left join account_load load on load.account_id = w.account_id
         where coalesce(load.in_flight, 0)
                 < coalesce(account.max_concurrent_jobs, ${context.settings.maxConcurrentJobs}::int)) a
       where rank <= ${most}::int
    ),
    candidate as (
      select next.id, next.created_at, next.repeated, c.provider, c.reserved, c.repeats, c.most,
             c.in_flight
               + row_number() over (partition by c.account_id order by next.priority desc, next.created_at) as place
        from chosen c
       cross join lateral (
          select job.id, job.priority, job.created_at, job.attempt_count > 0 as repeated from job
           where job.state = 'queued' and job.provider = c.provider and job.account_id = c.account_id
             and ${mayGo(sql`c.repeats`)}
           order by job.priority desc, job.created_at limit ${most}::int) next
    ),
    allowed as (
      select *, row_number() over (partition by provider, repeated order by place, created_at) as repeat
        from candidate where place <= most
    ),
    ranked as (
      select *, row_number() over (partition by provider order by place, created_at) <= reserved as own
        from allowed where not repeated or repeat <= repeats
    ),
    turn as (
      select id from (
        select id, own, row_number() over (partition by own order by place, created_at) as shared from ranked) r
       where own or shared <= ${room.shared}::int
    )`
}

/** Nothing is in its way; one that was sent before counts only while its vendor may be asked again. */
function mayGo(repeats: SQL): SQL {
  return sql`(${repeats} > 0 or ${job.attemptCount} = 0) and ${allOf(TRANSITIONS.claim.when)}`
}
