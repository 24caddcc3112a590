import { sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { allOf } from '../jobs/conditions.ts'
import { TRANSITIONS } from '../jobs/machine.ts'
import { job } from '../schema.ts'
import { atRisk, onTheWay, vendorIsOpen } from '../vendors/open.ts'
import { sizeOf, type Room } from './bulkhead.ts'

export interface ClaimRoom extends Room {
  /** By vendor: jobs that were sent before and not accepted. More of them wait. */
  repeats: ReadonlyMap<string, number>
}

/** Whose turn it is, as parts of a recursive `with`: `turn` lists the ids. */
export function turns(context: ServiceContext, room: ClaimRoom): SQL {
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
    vendor as materialized (
      select v.*, s.most_on_the_way - ${onTheWay(sql`v.provider`)} as most_now,
             ${String(context.settings.vendorRisk)}::bigint - risk.sum as rest, risk.sum = 0 as is_clear
        from (values ${vendors}) v (provider, reserved, repeats)
       cross join lateral (select ${atRisk(sql`v.provider`)} as sum offset 0) risk
        left join vendor_state s on s.provider = v.provider
       where ${vendorIsOpen(sql`v.provider`)} and risk.sum < ${String(context.settings.vendorRisk)}::bigint
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
      select next.id, next.created_at, next.attempt_count, next.attempt_count > 0 as repeated, next.quoted,
             v.most_now, v.rest, v.is_clear, c.provider, c.reserved, c.repeats, c.most,
             c.in_flight
               + row_number() over (partition by c.account_id order by next.priority desc, next.created_at) as place
        from chosen c
        join vendor v on v.provider = c.provider
       cross join lateral (
          select job.id, job.priority, job.created_at, job.quoted, job.attempt_count from job
           where job.state = 'queued' and job.provider = c.provider and job.account_id = c.account_id
             and ${mayGo(sql`c.repeats`)}
           order by job.priority desc, job.created_at limit ${most}::int) next
    ),
    allowed as (
      select *, row_number() over (partition by provider, repeated order by place, created_at) as repeat
        from candidate where place <= most and (quoted <= rest or is_clear)
    ),
    -- At a vendor that was throttled those go first that it has refused the least: none loses all its tries for the others.
    in_order as (
      select *, row_number() over sending as rank, sum(quoted) over sending as together
        from allowed where not repeated or repeat <= repeats
      window sending as (
        partition by provider order by case when most_now is null then 0 else attempt_count end, place, created_at, id)
    ),
    -- What is taken together is at risk together. A job that is above the limit alone goes when nothing else is at risk.
    ranked as (
      select *, row_number() over (partition by provider order by place, created_at) <= reserved as own
        from in_order
       where (most_now is null or rank <= most_now) and (together <= rest or is_clear and rank = 1)
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
