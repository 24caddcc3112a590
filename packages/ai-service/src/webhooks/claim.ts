import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'
import { webhookAttempt, webhookDelivery, webhookEndpoint } from '../schema.ts'
import type { DeliveryRow, EndpointRow } from './present.ts'
import { readSecrets } from './secrets.ts'

export interface ClaimedDelivery {
  row: DeliveryRow
  url: string
  secrets: string[]
  /** By the database's clock, in seconds since 1970. */
  timestamp: number
}

/**
 * Takes a delivery that is due: lease, fence and a line in its log, before the first byte. Undefined when it is not due,
 * in other hands, or when its receiver is busy with others: whoever ends one of those sets the next alarm.
 */
export async function claimDelivery(
  context: ServiceContext,
  deliveryId: string,
): Promise<ClaimedDelivery | undefined> {
  return inTransaction(context.db, async (tx) => {
    const [found] = await tx.select().from(webhookDelivery).where(isDue(deliveryId))
    if (found === undefined) return undefined
    // Claims for one receiver take turns, so that none of them miscounts.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${found.lane}, 0))`)
    const endpoint = await readReceiver(tx, found)
    const closed = closedReason(endpoint) ?? exhaustedReason(context, found)
    if (closed !== undefined) {
      await tx
        .update(webhookDelivery)
        .set({
          status: 'failed',
          errorCode: closed,
          finishedAt: sql`now()`,
          nextAttemptAt: null,
          leaseUntil: null,
        })
        .where(isDue(deliveryId))
      return undefined
    }
    const row = await lease(tx, context, found)
    if (row === undefined) return undefined
    const [attempt] = await tx
      .insert(webhookAttempt)
      .values({ deliveryId, number: row.attemptCount })
      .returning()
    const secrets = await readSecrets(tx, { accountId: row.accountId, endpointId: row.endpointId })
    return {
      row,
      url: endpoint?.url ?? row.url ?? '',
      secrets: secrets.map(({ secret }) => secret),
      timestamp: Math.floor((attempt?.createdAt ?? new Date()).getTime() / 1_000),
    }
  })
}

async function lease(
  tx: Transaction,
  { settings }: ServiceContext,
  found: DeliveryRow,
): Promise<DeliveryRow | undefined> {
  const { id, lane } = found
  const { leaseSeconds, parallel } = settings.webhooks
  const [row] = await tx
    .update(webhookDelivery)
    .set({
      leaseUntil: sql`now() + ${leaseSeconds} * interval '1 second'`,
      fence: sql`${webhookDelivery.fence} + 1`,
      attemptCount: sql`${webhookDelivery.attemptCount} + 1`,
      planStep: stepOf(found),
    })
    .where(
      and(
        isDue(id),
        eq(webhookDelivery.fence, found.fence),
        sql`(select count(*) from webhook_delivery other
              where other.lane = ${lane} and other.lease_until > now()) < ${parallel}`,
      ),
    )
    .returning()
  return row
}

const isDue = (deliveryId: string) =>
  and(
    eq(webhookDelivery.id, deliveryId),
    eq(webhookDelivery.status, 'pending'),
    lte(webhookDelivery.nextAttemptAt, sql`now()`),
    or(isNull(webhookDelivery.leaseUntil), lt(webhookDelivery.leaseUntil, sql`now()`)),
  )

async function readReceiver(
  tx: Transaction,
  { endpointId, accountId }: DeliveryRow,
): Promise<EndpointRow | null> {
  if (endpointId === null) return null
  const [row] = await tx
    .select()
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.id, endpointId), eq(webhookEndpoint.accountId, accountId)))
  return row ?? null
}

function closedReason(endpoint: EndpointRow | null): string | undefined {
  if (endpoint === null) return undefined
  if (endpoint.deletedAt !== null) return 'endpoint_deleted'
  return endpoint.disabledAt === null ? undefined : 'endpoint_disabled'
}

/** An attempt whose sender died counts like one that failed, so that no delivery can kill senders for ever. */
const stepOf = ({ planStep, leaseUntil }: DeliveryRow): number => planStep + (leaseUntil === null ? 0 : 1)

function exhaustedReason({ settings }: ServiceContext, row: DeliveryRow): string | undefined {
  return stepOf(row) > settings.webhooks.retrySeconds.length ? 'attempts_exhausted' : undefined
}
