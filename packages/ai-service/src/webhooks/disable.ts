import { and, eq, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { recordAccountEvent } from '../events/record-event.ts'
import { webhookEndpoint } from '../schema.ts'
import { giveUpWaiting } from './endpoints.ts'
import { presentEndpoint } from './present.ts'

/** At once when the receiver said that it is gone for good; else after days without one success. The account's other endpoints hear of it. */
export async function disableIfHopeless(
  tx: Transaction,
  context: ServiceContext,
  endpointId: string,
  reason: 'failing' | 'gone',
): Promise<void> {
  const { disableAfterSeconds } = context.settings.webhooks
  const longEnough = sql`${webhookEndpoint.failingSince} <= now() - ${disableAfterSeconds} * interval '1 second'`
  const [row] = await tx
    .update(webhookEndpoint)
    .set({ disabledAt: sql`now()`, disabledReason: reason })
    .where(
      and(
        eq(webhookEndpoint.id, endpointId),
        isNull(webhookEndpoint.disabledAt),
        isNull(webhookEndpoint.deletedAt),
        reason === 'gone' ? undefined : longEnough,
      ),
    )
    .returning()
  if (row === undefined) return
  await giveUpWaiting(tx, endpointId, 'endpoint_disabled')
  await recordAccountEvent(tx, context.queue, {
    accountId: row.accountId,
    type: 'webhook_endpoint.disabled',
    data: { ...presentEndpoint(row) },
  })
  context.logger.warn({ endpointId, reason }, 'webhook endpoint disabled')
}
