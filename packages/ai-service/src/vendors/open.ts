import { sql, type SQL } from 'drizzle-orm'
import type { ServiceSettings } from '../settings.ts'

/**
 * Whether a vendor may get new work: it is not paused, and what unknown outcomes may have cost us there in a day is below
 * the limit. One that fails stays closed until a look at it has worked.
 */
export function vendorIsOpen({ vendorRisk }: Pick<ServiceSettings, 'vendorRisk'>, provider: SQL): SQL {
  const isPaused = sql`exists (
    select from vendor_state s where s.provider = ${provider}
       and (s.paused_until > now() or s.reason = 'failing'))`
  return sql`not ${isPaused} and ${atRisk(provider)} < ${String(vendorRisk)}::bigint`
}

// Asked with every claim: it must cost the same however many jobs have ended, so it keeps to the index of open jobs and looks
// for single ones.
/** Microcredits that submissions without an answer may have cost us: those that wait, and those given up in the last day. */
export function atRisk(provider: SQL): SQL {
  return sql`(
    (select coalesce(sum(j.quoted), 0) from job j
      where j.finished_at is null and j.state = 'submit_unknown' and j.provider = ${provider})
    + (select coalesce(sum(o.expected_cost), 0) from orphan o
        where o.created_at > now() - interval '1 day'
          and coalesce(o.provider, (select j.provider from job j where j.id = o.job_id)) = ${provider}
          and o.reason in ('unknown_window_over', 'refund_by_hand', 'resubmit', 'resubmit_by_hand', 'call_unclear')))`
}

/** How many submissions are on their way to a vendor. */
export function onTheWay(provider: SQL): SQL {
  return sql`(select count(*)::int from job j
               where j.finished_at is null and j.state = 'submitting' and j.provider = ${provider})`
}
