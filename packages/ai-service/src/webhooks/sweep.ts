import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'

const BATCH = 100
const FORGET_BATCH = 1_000
/** A due delivery that nobody took for this long gets a new alarm. */
const FORGOTTEN_AFTER_SECONDS = 30

/** Sets alarms for deliveries whose sender died or whose tick was lost, and forgets what is past its term. */
export async function sweepWebhooks(context: ServiceContext): Promise<void> {
  await rescueForgotten(context)
  const term = sql`now() - ${context.settings.webhooks.retentionDays} * interval '1 day'`
  await context.db.execute(sql`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < ${term} and status <> 'pending'
       order by created_at limit ${FORGET_BATCH})`)
}

async function rescueForgotten(context: ServiceContext): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      update webhook_delivery set rescued_at = now() where id in (
        select id from webhook_delivery
         where status = 'pending' and next_attempt_at <= now()
           and case when lease_until is null
                 then greatest(next_attempt_at, rescued_at) < now() - ${FORGOTTEN_AFTER_SECONDS} * interval '1 second'
                 else lease_until < now()
                      and (rescued_at is null or rescued_at < lease_until
                           or rescued_at < now() - ${FORGOTTEN_AFTER_SECONDS} * interval '1 second')
               end
         order by next_attempt_at limit ${BATCH} for update skip locked)
      returning id`)
    for (const { id } of rows) await context.queue.tick(tx, 'deliver', id)
  })
}
