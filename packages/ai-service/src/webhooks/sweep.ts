import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'

const BATCH = 1_000

/** Forgets deliveries that are past their term. */
export async function sweepWebhooks(context: ServiceContext): Promise<void> {
  const term = sql`now() - ${context.settings.webhooks.retentionDays} * interval '1 day'`
  await context.db.execute(sql`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < ${term} and status <> 'pending'
       order by created_at limit ${BATCH})`)
}
