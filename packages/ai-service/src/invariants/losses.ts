import { formatCredits } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { VendorLosses } from '../types.ts'

/** Per vendor: what is booked as lost, less what turned up after all, and what is at risk now. */
export async function readLosses(db: Queryable): Promise<VendorLosses[]> {
  const { rows } = await db.execute<{
    provider: string
    reason: string | null
    count: number
    sum: string
  }>(sql`
    select coalesce(o.provider, j.provider) as provider, o.reason, count(*)::int as count,
           sum(o.expected_cost)::text as sum
      from orphan o left join job j on j.id = o.job_id
     where not exists (select from ledger_transaction t where t.reference = 'orphan:' || o.id || ':withdrawn')
     group by 1, 2
    union all
    select provider, null, count(*)::int, sum(quoted)::text from job
     where finished_at is null and state = 'submit_unknown' group by 1
     order by 1, 2`)
  const providers = [...new Set(rows.map(({ provider }) => provider))]
  return providers.map((provider) => {
    const its = rows.filter((row) => row.provider === provider)
    const lost = its.flatMap(({ reason, count, sum }) =>
      reason === null ? [] : [{ reason, count, amount: BigInt(sum) }],
    )
    const risk = its.find(({ reason }) => reason === null)
    return {
      provider,
      at_risk: { count: risk?.count ?? 0, credits: formatCredits(BigInt(risk?.sum ?? 0)) },
      lost: {
        count: lost.reduce((sum, { count }) => sum + count, 0),
        credits: formatCredits(lost.reduce((sum, { amount }) => sum + amount, 0n)),
      },
      reasons: lost.map(({ amount, ...one }) => ({ ...one, credits: formatCredits(amount) })),
    }
  })
}
