import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { releaseHold } from '../ledger/ledger.ts'
import { guarded } from '../runner/guarded.ts'
import type { CallLoss } from './close-call.ts'

const BATCH = 100
const REASON: CallLoss = 'call_abandoned'

/**
 * Closes the calls whose process died: the customer gets back what was held, and what the vendor may have charged us for
 * is booked as a loss.
 */
export async function sweepCalls(context: ServiceContext): Promise<void> {
  const { rows } = await context.db.execute<{ id: string; amount: string }>(sql`
    select id, amount from open_call where expires_at < now() order by expires_at limit ${BATCH}`)
  for (const { id, amount } of rows)
    // One whose account is held must not keep the others waiting.
    await guarded(context, id, async () => {
      // Looked at again in there: somebody may have renewed it.
      const closed = await context.db.execute<{ result: string }>(
        sql`select ledger_close_call(${id}, 0, '', ${amount}::bigint, ${REASON}, true) as result`,
      )
      context.logger.warn({ holdId: id, result: closed.rows[0]?.result }, 'a direct call was abandoned')
    })
  await releaseHoldsOfEarlierVersions(context)
}

/** They carried their expiry themselves. */
async function releaseHoldsOfEarlierVersions({ db }: ServiceContext): Promise<void> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select h.id from hold h
     where h.expires_at between now() - interval '7 days' and now()
       and not exists (select from hold_resolution r where r.hold_id = h.id)
     limit ${BATCH}`)
  for (const { id } of rows) await releaseHold(db, id)
}
