import type { Evidence } from '../report.ts'
import { runRules, type Rule } from './queries.ts'

const MICRO = 1_000_000

/** P8 to P15 in words of our own: nothing here is taken from the service. */
const RULES: readonly Rule[] = [
  [
    'P9 a transaction is out of balance',
    `select transaction_id::text as id, sum(amount)::text as sum from ledger_entry group by 1 having sum(amount) <> 0`,
  ],
  [
    'P8 posted is not the sum of the entries',
    `select a.account_id, a.posted::text, coalesce(sum(e.amount), 0)::text as entries
       from ledger_account a left join ledger_entry e on e.ledger_account_id = a.id
      where a.account_id is not null group by a.id having a.posted <> coalesce(sum(e.amount), 0)`,
  ],
  [
    'P8 held is not the sum of the open holds',
    `select a.id, a.held::text, coalesce(sum(h.amount), 0)::text as open from ledger_account a
       left join hold h on h.ledger_account_id = a.id
        and not exists (select from hold_resolution r where r.hold_id = h.id)
      group by a.id having a.held <> coalesce(sum(h.amount), 0)`,
  ],
  [
    'P8 below zero',
    `select id, posted::text, held::text from ledger_account where account_id is not null and posted < held`,
  ],
  [
    'P11 a hold is settled for more than it holds',
    `select h.id from hold h join hold_resolution r on r.hold_id = h.id where r.amount > h.amount or r.amount < 0`,
  ],
  [
    'P12 a job and its hold ended differently',
    `select j.id, j.state, r.kind, r.amount::text, j.charged::text from job j
       left join hold_resolution r on r.hold_id = j.hold_id
      where j.finished_at is not null
        and (r.kind is null or (j.state = 'succeeded') <> (r.kind = 'settle') or r.amount <> j.charged)`,
  ],
  ['P13 charged above the quote', `select id, charged::text, quoted::text from job where charged > quoted`],
  [
    'P13 the hold is not the quote',
    `select j.id from job j join hold h on h.id = j.hold_id where h.amount <> j.quoted`,
  ],
  [
    'P14 a job that did not succeed cost something, or one that did cost nothing',
    `select id, state, charged::text from job
      where finished_at is not null and (state = 'succeeded') <> (charged > 0)`,
  ],
  [
    'P14 a settlement without entries of its amount',
    `select r.hold_id, r.amount::text from hold_resolution r
       left join ledger_transaction t on t.hold_id = r.hold_id and t.kind = 'settle'
       left join ledger_entry e on e.transaction_id = t.id and e.amount = -r.amount
      where r.kind = 'settle' and e.id is null`,
  ],
  [
    'P14 an orphan that is not in the books',
    `select o.id from orphan o where not exists (
       select from ledger_transaction t where t.reference = 'orphan:' || o.id and t.kind = 'vendor_loss')`,
  ],
  [
    'P11 a hold of a direct call was left open',
    `select h.id from hold h where h.job_id is null
        and not exists (select from hold_resolution r where r.hold_id = h.id)
     union all select id from open_call`,
  ],
]

export async function checkMoney({ sql, requests, accounts, deployment }: Evidence): Promise<string[]> {
  const problems = await runRules(sql, RULES)
  const answer = await requests.send('/admin/invariants', { key: deployment.secrets.adminKey })
  if (answer?.json['ok'] !== true)
    problems.push(`P8 the service finds its own rules broken: ${answer?.text.slice(0, 1_000)}`)
  for (const { id, key, granted } of accounts) {
    const { rows } = await sql.query<{ spent: string }>(
      `select coalesce(sum(r.amount), 0)::text as spent from hold_resolution r
         join hold h on h.id = r.hold_id join ledger_account a on a.id = h.ledger_account_id
        where a.account_id = $1`,
      [id],
    )
    const expected = granted - Number(rows[0]?.spent) / MICRO
    const credits = await requests.send('/v1/credits', { key })
    if (Math.abs(Number(credits?.json['balance']) - expected) > 1e-6)
      problems.push(`P8 ${id} shows ${String(credits?.json['balance'])} credits, ${expected} are left`)
  }
  return problems
}
