import { sql, type SQL } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { InvariantResult } from '../types.ts'

/** What must hold at every commit. Each query lists what breaks it; an empty answer is a kept promise. */
const INVARIANTS: Readonly<Record<string, SQL>> = {
  'all entries together sum to zero': sql`
    select sum(amount)::text as sum from ledger_entry having sum(amount) <> 0`,
  'each transaction sums to zero': sql`
    select transaction_id::text, sum(amount)::text as sum
    from ledger_entry group by transaction_id having sum(amount) <> 0`,
  'posted is the sum of the entries': sql`
    select a.id, a.posted::text, coalesce(e.sum, 0)::text as entries
    from ledger_account a
    left join (select ledger_account_id, sum(amount) as sum from ledger_entry group by 1) e
      on e.ledger_account_id = a.id
    where a.account_id is not null and a.posted <> coalesce(e.sum, 0)`,
  'held is the sum of the open holds': sql`
    select a.id, a.held::text, coalesce(h.sum, 0)::text as holds
    from ledger_account a
    left join (
      select h.ledger_account_id, sum(h.amount) as sum from hold h
      where not exists (select from hold_resolution r where r.hold_id = h.id) group by 1
    ) h on h.ledger_account_id = a.id
    where a.held <> coalesce(h.sum, 0)`,
  'no settlement above its hold': sql`
    select h.id from hold h join hold_resolution r on r.hold_id = h.id where r.amount > h.amount`,
  'a job that has not ended has an open hold': sql`
    select j.id, j.state from job j join hold_resolution r on r.hold_id = j.hold_id
    where j.finished_at is null`,
  'a succeeded job was settled, others were released': sql`
    select j.id, j.state, r.kind from job j left join hold_resolution r on r.hold_id = j.hold_id
    where j.finished_at is not null
      and r.kind is distinct from (case when j.state = 'succeeded' then 'settle' else 'release' end)`,
  'what a job shows as charged is what was settled': sql`
    select j.id from job j join hold_resolution r on r.hold_id = j.hold_id
    where j.finished_at is not null and j.charged is distinct from r.amount`,
  'never charged above the quote': sql`select id from job where charged > quoted`,
  'the hold is the quote': sql`
    select j.id from job j join hold h on h.id = j.hold_id where h.amount <> j.quoted`,
  'events are numbered without gaps': sql`
    select j.id, j.event_sequence, count(e.*)::int as events, max(e.sequence) as last
    from job j left join job_event e on e.job_id = j.id
    group by j.id having count(e.*) <> j.event_sequence or max(e.sequence) <> j.event_sequence`,
  'exactly one terminal event per ended job': sql`
    select j.id from job j
    where j.finished_at is not null
      and (select count(*) from job_event e where e.job_id = j.id
             and e.type in ('job.succeeded', 'job.failed', 'job.canceled')) <> 1`,
  'a succeeded job has its files': sql`
    select j.id from job j where j.state = 'succeeded'
      and not exists (select from asset a where a.job_id = j.id)`,
  'no job outlives its deadline by more than two minutes': sql`
    select id, state from job where finished_at is null and deadline_at < now() - interval '120 seconds'`,
}

/** Runs all of them; cheap enough for every minute. */
export async function checkInvariants(db: Queryable): Promise<InvariantResult[]> {
  const results: InvariantResult[] = []
  for (const [name, query] of Object.entries(INVARIANTS)) {
    const { rows } = await db.execute(query)
    results.push({ name, violations: rows.length, sample: rows.slice(0, 5) })
  }
  return results
}
