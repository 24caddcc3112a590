import { sql, type SQL } from 'drizzle-orm'

/** Whether a vendor may get new work, as far as pauses go. One that fails stays closed until a look at it has worked. */
export function vendorIsOpen(provider: SQL): SQL {
  return sql`not exists (
    select from vendor_state s where s.provider = ${provider}
       and (s.paused_until > now() or s.reason = 'failing'))`
}

/** Microcredits that may be lost at a vendor: what is on its way or has no answer, and what was given up in the last day. */
export function atRisk(provider: SQL): SQL {
  return sql`vendor_at_risk(${provider})`
}

/** The same without what is on its way and may well go right. */
export function lostOrUnclear(provider: SQL): SQL {
  return sql`(
    vendor_maybe_lost(${provider})
    + (select coalesce(sum(j.quoted), 0) from job j
        where j.finished_at is null and j.state = 'submit_unknown' and j.provider = ${provider}))`
}

/** How many submissions are on their way to a vendor. */
export function onTheWay(provider: SQL): SQL {
  return sql`(select count(*)::int from job j
               where j.finished_at is null and j.state = 'submitting' and j.provider = ${provider})`
}
