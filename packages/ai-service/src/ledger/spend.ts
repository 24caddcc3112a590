import { formatCredits } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { Principal, SpendOfDay } from '../types.ts'
import { customerLedgerAccount } from './ledger.ts'

/** Entries beyond this many are not summed: a page of numbers must not cost more than it is worth. */
const MOST_ENTRIES = 200_000

/** What was charged, by day (UTC) and model, newest day first; corrections count on their own day. */
export async function readSpend(
  { db }: ServiceContext,
  principal: Principal,
  { days = 30 }: { days?: number | undefined },
): Promise<SpendOfDay[]> {
  if (!Number.isInteger(days) || days < 1 || days > 366) {
    throw new ServiceError('invalid_request', 'days must be a whole number from 1 to 366.', { param: 'days' })
  }
  const own = customerLedgerAccount(principal.accountId)
  // From the account's newest entry backwards, which is what the index is for.
  const { rows } = await db.execute<{ day: string; model: string | null; sum: string; count: number }>(sql`
    with recent as (
      select transaction_id, amount, created_at from ledger_entry
       where (ledger_account_id, id) > (${own}, 0) and (ledger_account_id, id) <= (${own}, 9223372036854775807)
       order by ledger_account_id desc, id desc limit ${MOST_ENTRIES})
    select to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
           coalesce(j.provider || '/' || j.model, t.model, c.model) as model,
           sum(-e.amount)::text as sum, (count(*) filter (where t.kind = 'settle'))::int as count
      from recent e
      join ledger_transaction t on t.id = e.transaction_id and t.kind in ('settle', 'adjustment')
      left join ledger_transaction c on c.id = t.corrects
      left join job j on j.id = coalesce(t.job_id, c.job_id)
     where e.created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - ${days - 1} * interval '1 day'
     group by 1, 2 order by 1 desc, sum(-e.amount) desc`)
  return rows.map(({ sum, ...row }) => ({ ...row, credits: formatCredits(BigInt(sum)) }))
}
