import { formatCredits } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { VendorReport } from '../types.ts'
import { lostOrUnclear } from './open.ts'
import type { PauseReason } from './pause.ts'

/** How each vendor does, over what ended in the last hours, and what waits for it now. For operators. */
export async function readVendors(
  context: ServiceContext,
  { hours = 24 }: { hours?: number | undefined } = {},
): Promise<VendorReport[]> {
  const { rows } = await context.db.execute<Row>(sql`
    with ended as (
      select provider,
             count(*) filter (where state = 'succeeded')::int as succeeded,
             count(*) filter (where state = 'failed')::int as failed,
             count(*) filter (where state = 'canceled')::int as canceled,
             (percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at))
                filter (where state = 'succeeded') * 1000)::int as p50,
             (percentile_cont(0.95) within group (order by extract(epoch from finished_at - started_at))
                filter (where state = 'succeeded') * 1000)::int as p95
        from job where finished_at > now() - ${hours} * interval '1 hour' group by provider
    ), open as (
      select provider,
             count(*) filter (where state = 'queued')::int as queued,
             count(*) filter (where state = 'submit_unknown')::int as unknown,
             count(*) filter (where state not in ('queued', 'submit_unknown'))::int as in_hand,
             min(created_at) filter (where state = 'queued') as oldest
        from job where finished_at is null group by provider)
    select n.provider, e.succeeded, e.failed, e.canceled, e.p50, e.p95, o.queued, o.unknown, o.in_hand, o.oldest,
           s.reason, s.paused_until, ${lostOrUnclear(sql`n.provider`)}::text as at_risk
      from (select provider from ended union select provider from open union select provider from vendor_state
            union select value from jsonb_array_elements_text(${offered(context)}::jsonb) as value) n (provider)
      left join ended e on e.provider = n.provider
      left join open o on o.provider = n.provider
      left join vendor_state s on s.provider = n.provider and (s.paused_until > now() or s.reason = 'failing')
     order by 1`)
  const names: string[] = JSON.parse(offered(context))
  return rows.map((row) => present(row, names.includes(row.provider)))
}

interface Row extends Record<string, unknown> {
  provider: string
  succeeded: number | null
  failed: number | null
  canceled: number | null
  p50: number | null
  p95: number | null
  queued: number | null
  unknown: number | null
  in_hand: number | null
  oldest: Date | string | null
  reason: PauseReason | null
  paused_until: Date | string | null
  at_risk: string
}

const offered = ({ providers }: Pick<ServiceContext, 'providers'>): string =>
  JSON.stringify([...new Set(providers.list().map(({ provider }) => provider.name))])

const iso = (moment: Date | string | null): string | null =>
  moment === null ? null : new Date(moment).toISOString()

function present(row: Row, isOffered: boolean): VendorReport {
  const succeeded = row.succeeded ?? 0
  const failed = row.failed ?? 0
  return {
    provider: row.provider,
    offered: isOffered,
    paused: row.reason === null ? null : { reason: row.reason, until: iso(row.paused_until) },
    ended: { succeeded, failed, canceled: row.canceled ?? 0 },
    success_rate: succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
    latency_ms: { p50: row.p50, p95: row.p95 },
    queue: { queued: row.queued ?? 0, in_hand: row.in_hand ?? 0, oldest_queued_at: iso(row.oldest) },
    unknown_outcomes: row.unknown ?? 0,
    at_risk: formatCredits(BigInt(row.at_risk)),
  }
}
