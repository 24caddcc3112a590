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
import { sizeOf } from './bulkhead.ts'
import { startStopwatch, type Stopwatch } from './lease.ts'
import { untilAnswered } from './persist.ts'
import { turns, type ClaimRoom } from './turns.ts'

/** A job in hand: claimed by this process, its attempt written down, nothing sent yet. */
export interface ClaimedJob {
  row: JobRow
  attemptId: string
  sinceClaim: Stopwatch
  /** Its vendor was throttled lately: more jobs go when this one is accepted. */
  goesFirst: boolean
}

/** What a look has brought. */
export interface Claim {
  claimed: ClaimedJob[]
  /** Jobs whose turn had come before it. Those that were not taken wait for an account's jobs in hand. */
  waited: boolean
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
  let throttled: string[] | undefined
  const batch = randomBytes(14).toString('hex')
  const sinceClaim = startStopwatch()
  try {
    const [result] = await runStatements<ClaimResult>(context.db, [
      TAKE_TURNS,
      render(claim(context, room, batch)),
    ])
    waited = (result?.waiting ?? 0) > 0
    throttled = result?.throttled ?? []
    if (result === undefined || result.claimed === 0) return { claimed: [], waited }
    if (result.deliveries > 0) context.queue.wake('deliver')
  } catch (error) {
    // What was claimed is known by the names of its attempts.
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    await untilAnswered(context, () => untilEnded(context.db, error))
  }
  const claimed = await untilAnswered(context, () => readClaimed(context, batch, size))
  const goesFirst = ({ row }: { row: JobRow }) => throttled?.includes(row.provider) ?? true
  return { claimed: claimed.map((one) => ({ ...one, sinceClaim, goesFirst: goesFirst(one) })), waited }
}

interface ClaimResult {
  claimed: number
  deliveries: number
  /** Accounts with jobs whose turn had come, by vendor. */
  waiting: number
  /** Vendors that were throttled and have not taken enough since. */
  throttled: string[]
}

const TAKE_TURNS = `select pg_advisory_xact_lock(hashtext('jointo:claim'))`

async function readClaimed(
  context: ServiceContext,
  batch: string,
  size: number,
): Promise<Pick<ClaimedJob, 'row' | 'attemptId'>[]> {
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
           (select count(*)::int from waiting) as waiting,
           (select coalesce(json_agg(provider), '[]') from vendor where most_now is not null) as throttled from armed`
}
