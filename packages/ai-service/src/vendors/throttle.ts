import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { vendorState } from '../schema.ts'

/** What a vendor asks for is kept within these bounds. */
const SHORTEST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 600_000
/** A vendor that throttles each time it is tried is tried more and more rarely, up to this. */
const LONGEST_OWN_SECONDS = 60
/** One that says how long it wants is left alone for so many times that at most: it may take the work of others meanwhile. */
const OF_WHAT_IT_SAYS = 4
/** So many times it is as the vendor says. */
const AS_IT_SAYS = 3
/** A vendor that took so many is under no restriction any more. */
const ENOUGH_ON_THE_WAY = 64

/** How long a vendor that throttled is left alone; nonsense counts as the shortest pause. */
export function pauseOfThrottled(retryAfterMs: number | undefined): number {
  if (retryAfterMs === undefined || Number.isNaN(retryAfterMs)) return SHORTEST_PAUSE_MS
  return Math.min(Math.max(retryAfterMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS)
}

/**
 * A vendor has refused a submission because it has enough for now: all workers leave it alone for as long as it says, and
 * afterwards one job goes first. What else is wrong with it stays known.
 *
 * @returns whether that is news; not when the vendor was paused already and this submission had been on its way
 */
export async function noteThrottled(
  { db, logger }: Pick<ServiceContext, 'db' | 'logger'>,
  provider: string,
  retryAfterMs: number | undefined,
): Promise<boolean> {
  const seconds = pauseOfThrottled(retryAfterMs) / 1_000
  const asked = sql`${seconds}::float8`
  const saysNothing = retryAfterMs === undefined || Number.isNaN(retryAfterMs)
  const longest = saysNothing ? LONGEST_OWN_SECONDS : Math.min(seconds * OF_WHAT_IT_SAYS, LONGEST_OWN_SECONDS)
  try {
    // So that there is a row to lock: else all who find out together at first take themselves for the first.
    await db
      .insert(vendorState)
      .values({ provider, changedAt: sql`now()` })
      .onConflictDoNothing()
    const { rows } = await db.execute<{ known: boolean; seconds: number }>(sql`
      with before as (
        select *, coalesce(paused_until > now(), false) as is_paused from vendor_state where provider = ${provider} for update
      ), now_known as (
        select coalesce(b.is_paused, false) as known,
               coalesce(b.reason = 'failing' or b.is_paused and b.reason <> 'throttled', false) as is_worse,
               coalesce(b.throttle_count, 0) as times, b.paused_until, b.reason
          from (select) one left join before b on true
      ), pause as (
        select *, greatest(${asked}, case when known then 0
                                     else least(${longest}::float8, 2 ^ (least(times, 30) + 1 - ${AS_IT_SAYS})) end) as seconds
          from now_known
      ), noted as (
        insert into vendor_state as s (provider, paused_until, reason, changed_at, most_on_the_way, throttle_count)
        select ${provider}, greatest(paused_until, now() + seconds * interval '1 second'),
               case when is_worse then reason else 'throttled' end, now(), 1, times + (not known)::int from pause
        on conflict (provider) do update
           set paused_until = greatest(s.paused_until, excluded.paused_until), reason = excluded.reason,
               changed_at = case when s.reason = excluded.reason then s.changed_at else excluded.changed_at end,
               most_on_the_way = 1, throttle_count = excluded.throttle_count
      )
      select known, seconds::float8 from pause`)
    const [row] = rows
    if (row === undefined || row.known) return false
    logger.warn({ provider, seconds: row.seconds }, 'vendor throttled')
    return true
  } catch (error) {
    logger.warn({ provider, error: describeError(error) }, 'vendor not paused')
    return true
  }
}

/** A vendor that was throttled has taken a job: one more may be on the way to it, until it is clear that it is well. */
export async function letMoreGo(
  { db, logger }: Pick<ServiceContext, 'db' | 'logger'>,
  provider: string,
): Promise<void> {
  try {
    await db.execute(sql`
      update vendor_state
         set most_on_the_way = case when most_on_the_way < ${ENOUGH_ON_THE_WAY} then most_on_the_way + 1 end,
             throttle_count = 0
       where provider = ${provider} and most_on_the_way is not null
         and coalesce(paused_until <= now(), true)`)
  } catch (error) {
    // The next job says it again.
    logger.warn({ provider, error: describeError(error) }, 'vendor not opened further')
  }
}
