import { formatCredits } from '@jointo/providers'
import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Database } from '../db/client.ts'
import { describeError } from '../describe-error.ts'
import { keepClosedForSpend, openWithinLimit, pauseVendor } from './pause.ts'

const WARN_AT_PERCENT = 70n
/** Long enough to be told anew in time, also by a slow database. */
const LOOK_EVERY_MS = 10_000

/**
 * Called often; sums every ten seconds what each vendor's work of the last 24 hours costs, and closes those that reached the
 * deployment's limit, for longer than all workers are ever down. So a vendor may pass it by what it is sent in ten seconds.
 */
export function createSpendLimit(context: ServiceContext): { look(): Promise<void> } {
  let notBefore = 0
  const warned = new Set<string>()
  const sumAndClose = async (limit: bigint): Promise<void> => {
    const spends = await spendOrNothing(context)
    if (spends === undefined) return
    const closed: string[] = []
    for (const [provider, spend] of spends) {
      const isNear = spend * 100n >= limit * WARN_AT_PERCENT
      if (spend >= limit) closed.push(provider)
      else if (isNear && !warned.has(provider)) {
        const fields = { provider, credits: formatCredits(spend), limit: formatCredits(limit) }
        context.logger.warn(fields, 'vendor near its spend limit')
      }
      if (isNear) warned.add(provider)
      else warned.delete(provider)
    }
    for (const provider of closed) await pauseVendor(context, provider, 'spend_limit')
    await openWithinLimit(context.db, closed)
  }
  return {
    async look() {
      const limit = context.settings.vendorSpend
      if (limit === undefined || performance.now() < notBefore) return
      notBefore = performance.now() + LOOK_EVERY_MS
      try {
        await sumAndClose(limit)
      } catch (error) {
        // What is closed stays closed for long; a database that is away for a moment ends no worker.
        context.logger.warn({ error: describeError(error) }, 'spend limits could not be kept this time')
      }
    },
  }
}

/** Undefined when it can not be told: then what is closed stays so. */
async function spendOrNothing(context: ServiceContext): Promise<Map<string, bigint> | undefined> {
  try {
    return await readVendorSpend(context.db)
  } catch (error) {
    context.logger.error({ error: describeError(error) }, 'what vendors cost could not be summed')
    await keepClosedForSpend(context.db)
    return undefined
  }
}

/**
 * Microcredits by vendor, over 24 hours: what customers were charged, what is set aside for work that was sent, and what may
 * have been paid for nothing. Each part keeps to an index of what is open or recent.
 */
export async function readVendorSpend(db: Database): Promise<Map<string, bigint>> {
  const { rows } = await db.execute<{ provider: string; spend: string }>(sql`
    select provider, sum(amount)::text as spend from (
      select provider, quoted as amount from job where finished_at is null and attempt_count > 0
      union all
      select provider, charged from job where finished_at > now() - interval '1 day' and charged > 0
      union all
      select provider, amount from open_call
      union all
      select split_part(t.model, '/', 1), -e.amount
        from ledger_transaction t join ledger_entry e on e.transaction_id = t.id and e.amount < 0
       where t.model is not null and t.created_at > now() - interval '1 day'
      union all
      select coalesce(o.provider, j.provider), o.expected_cost from orphan o left join job j on j.id = o.job_id
       where o.created_at > now() - interval '1 day') as recent
     where provider is not null group by provider`)
  return new Map(rows.map(({ provider, spend }) => [provider, BigInt(spend)]))
}
