import { sql } from 'drizzle-orm'
import { always, entriesIn, onlyInFull, transactionsIn, type Rule } from './rule.ts'

const HELD_BY_HOLDS = sql`
  select h.ledger_account_id as id, sum(h.amount) as sum from hold h
   where not exists (select from hold_resolution r where r.hold_id = h.id) group by 1`

/** The same by what is open, which stays little; the third part is for calls of earlier versions. */
const HELD_BY_WORK = sql`
  select o.id, sum(o.amount) as sum from (
    select 'customer:' || account_id as id, quoted as amount from job where finished_at is null
    union all select 'customer:' || account_id, amount from open_call
    union all
    select h.ledger_account_id, h.amount from hold h
     where h.expires_at > now() - interval '8 days'
       and not exists (select from hold_resolution r where r.hold_id = h.id)
  ) o group by 1`

/** Double entry, balances, holds, corrections. */
export const LEDGER_RULES: readonly Rule[] = [
  {
    name: 'all entries together sum to zero',
    query: onlyInFull(sql`select sum(amount)::text as sum from ledger_entry having sum(amount) <> 0`),
  },
  {
    name: 'each transaction sums to zero',
    query: (scope) => sql`
      select e.transaction_id::text, sum(e.amount)::text as sum from ledger_entry e
       where ${transactionsIn(scope, sql`e.transaction_id`)}
       group by e.transaction_id having sum(e.amount) <> 0`,
  },
  {
    name: 'posted is the sum of the entries',
    query: (scope) =>
      scope.all
        ? sql`
          select a.id, a.posted::text, coalesce(e.sum, 0)::text as entries from ledger_account a
            left join (select ledger_account_id, sum(amount) as sum from ledger_entry group by 1) e
              on e.ledger_account_id = a.id
           where a.account_id is not null and a.posted <> coalesce(e.sum, 0)`
        : sql`
          select a.id, a.posted::text, last.balance_after::text as entries
            from (select distinct e.ledger_account_id as id from ledger_entry e
                   where ${entriesIn(scope)} and e.balance_after is not null) touched
            join ledger_account a on a.id = touched.id
            cross join lateral (
              select l.balance_after from ledger_entry l where l.ledger_account_id = a.id
               order by l.id desc limit 1) last
           where a.posted <> last.balance_after`,
  },
  {
    name: 'each entry goes on from the balance before it',
    query: (scope) =>
      scope.all
        ? sql`
          select c.id::text, c.ledger_account_id from (
            select e.id, e.ledger_account_id, e.amount, e.balance_after, lag(e.balance_after, 1, 0::bigint)
                   over (partition by e.ledger_account_id order by e.id) as before
              from ledger_entry e where e.ledger_account_id like 'customer:%') c
           where c.balance_after is distinct from c.before + c.amount`
        : sql`
          select e.id::text, e.ledger_account_id from ledger_entry e
            left join lateral (
              select p.balance_after from ledger_entry p
               where p.ledger_account_id = e.ledger_account_id and p.id < e.id
               order by p.id desc limit 1) before on true
           where ${entriesIn(scope)} and e.ledger_account_id like 'customer:%'
             and e.balance_after is distinct from coalesce(before.balance_after, 0) + e.amount`,
  },
  {
    name: 'held is the sum of the open holds',
    query: (scope) => sql`
      select a.id, a.held::text, coalesce(h.sum, 0)::text as holds from ledger_account a
        left join (${scope.all ? HELD_BY_HOLDS : HELD_BY_WORK}) h on h.id = a.id
       where a.held <> coalesce(h.sum, 0)`,
  },
  {
    name: 'an open hold belongs to an open job or call',
    query: onlyInFull(sql`
      select h.id from hold h
       where h.expires_at is null
         and not exists (select from hold_resolution r where r.hold_id = h.id)
         and not exists (select from open_call c where c.id = h.id)
         and not exists (select from job j where j.id = h.job_id and j.hold_id = h.id)`),
  },
  {
    name: 'entries and open holds belong to an account of the ledger',
    query: (scope) => sql`
      select e.id::text as id, e.ledger_account_id from ledger_entry e
       where ${entriesIn(scope)} and not exists (select from ledger_account a where a.id = e.ledger_account_id)
      union all
      select h.id, h.ledger_account_id from hold h
       where ${scope.all ? sql`true` : sql`h.created_at > ${scope.since.toISOString()}`}
         and not exists (select from ledger_account a where a.id = h.ledger_account_id)`,
  },
  {
    name: 'no settlement above its hold',
    query: (scope) => sql`
      select h.id from ledger_entry e
        join ledger_transaction t on t.id = e.transaction_id
        join hold h on h.id = t.hold_id join hold_resolution r on r.hold_id = h.id
       where ${entriesIn(scope)} and e.ledger_account_id like 'customer:%' and r.amount > h.amount`,
  },
  {
    name: 'what was settled is what was posted',
    query: (scope) =>
      scope.all
        ? sql`
          select r.hold_id from hold_resolution r join hold h on h.id = r.hold_id
            left join ledger_transaction t on t.hold_id = r.hold_id and t.kind = 'settle'
            left join ledger_entry e on e.transaction_id = t.id and e.ledger_account_id = h.ledger_account_id
           where r.kind = 'settle' and e.amount is distinct from -r.amount`
        : sql`
          select t.hold_id from ledger_entry e
            join ledger_transaction t on t.id = e.transaction_id and t.kind = 'settle'
            left join hold_resolution r on r.hold_id = t.hold_id and r.kind = 'settle'
           where ${entriesIn(scope)} and e.ledger_account_id like 'customer:%'
             and e.amount is distinct from -r.amount`,
  },
  {
    name: 'corrections take back at most what was moved',
    query: always(sql`
      select t.corrects::text, sum(e.amount)::text as corrected from ledger_transaction t
        join ledger_entry e on e.transaction_id = t.id and e.ledger_account_id like 'customer:%'
        left join ledger_entry o on o.transaction_id = t.corrects and o.ledger_account_id = e.ledger_account_id
       where t.corrects is not null
       group by t.corrects, o.amount
      having o.amount is null
          or sum(e.amount) not between least(0, -o.amount) and greatest(0, -o.amount)`),
  },
  {
    name: 'each loss has its entry',
    query: (scope) => sql`
      select o.id from orphan o
        left join ledger_transaction t on t.reference = 'orphan:' || o.id and t.kind = 'vendor_loss'
        left join ledger_entry e on e.transaction_id = t.id and e.ledger_account_id = 'platform:vendor_loss'
       where ${scope.all ? sql`true` : sql`o.created_at > ${scope.since.toISOString()}`}
         and e.amount is distinct from -o.expected_cost`,
  },
  {
    name: 'no direct call outlives its lease by more than two minutes',
    query: always(sql`select id from open_call where expires_at < now() - interval '120 seconds'`),
  },
]
