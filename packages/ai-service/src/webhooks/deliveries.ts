import { asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Queryable } from '../db/client.ts'
import { owned } from '../db/scoped.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { webhookAttempt, webhookDelivery, webhookEndpoint } from '../schema.ts'
import type { Page, Principal } from '../types.ts'
import { readEndpoint } from './endpoints.ts'
import { presentDelivery, type DeliveryRow } from './present.ts'
import type { ListDeliveriesInput, WebhookDelivery } from './types.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'

/** Newest first, each with its attempts. */
export async function listDeliveries(
  context: ServiceContext,
  { accountId }: Principal,
  input: ListDeliveriesInput,
): Promise<Page<WebhookDelivery>> {
  const limit = input.limit ?? 20
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new ServiceError('invalid_request', 'limit must be a whole number from 1 to 100.', {
      param: 'limit',
    })
  }
  if (input.endpointId !== undefined) await readEndpoint(context.db, accountId, input.endpointId)
  const rows = await context.db
    .select()
    .from(webhookDelivery)
    .where(owned(webhookDelivery, { accountId }, ...filters(input)))
    // As the index has it.
    .orderBy(sql`${webhookDelivery.createdAt} desc nulls last, ${webhookDelivery.id} desc nulls last`)
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    data: await present(context.db, page),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(last) : null,
  }
}

/** Whatever became of it: sent again at once, under the same id, with all the attempts of a new plan. */
export async function redeliver(
  context: ServiceContext,
  { accountId }: Principal,
  deliveryId: string,
): Promise<WebhookDelivery> {
  const row = await inTransaction(context.db, async (tx) => {
    const own = owned(webhookDelivery, { accountId }, eq(webhookDelivery.id, deliveryId))
    const [found] = await tx.select().from(webhookDelivery).where(own).for('no key update')
    if (found === undefined) throw new ServiceError('not_found', 'There is no such webhook delivery.')
    await refuseClosed(tx, found)
    // One that is on its way at this moment ends by itself.
    if (found.status === 'pending' && found.leaseUntil !== null) return found
    const [again] = await tx
      .update(webhookDelivery)
      .set({
        status: 'pending',
        errorCode: null,
        planStep: 0,
        nextAttemptAt: sql`now()`,
        leaseUntil: null,
        finishedAt: null,
      })
      .where(own)
      .returning()
    await context.queue.tick(tx, 'deliver', deliveryId)
    return again ?? found
  })
  const [presented] = await present(context.db, [row])
  if (presented === undefined) throw new Error('a delivery is presented as one')
  return presented
}

async function refuseClosed(db: Queryable, { accountId, endpointId }: DeliveryRow): Promise<void> {
  if (endpointId === null) return
  const [endpoint] = await db
    .select()
    .from(webhookEndpoint)
    .where(owned(webhookEndpoint, { accountId }, eq(webhookEndpoint.id, endpointId)))
  if (endpoint === undefined || endpoint.deletedAt !== null)
    throw new ServiceError('too_late', 'The endpoint of this delivery was deleted.')
  if (endpoint.disabledAt !== null) {
    throw new ServiceError('too_late', 'The endpoint of this delivery is disabled: enable it first.')
  }
}

/** Those of one account. */
async function present(db: Queryable, rows: DeliveryRow[]): Promise<WebhookDelivery[]> {
  const [first] = rows
  if (first === undefined) return []
  const attempts = await db
    .select()
    .from(webhookAttempt)
    .where(
      inArray(
        webhookAttempt.deliveryId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(webhookAttempt.number))
  const endpointIds = rows.flatMap(({ endpointId }) => endpointId ?? [])
  const endpoints =
    endpointIds.length === 0
      ? []
      : await db
          .select({ id: webhookEndpoint.id, url: webhookEndpoint.url })
          .from(webhookEndpoint)
          .where(owned(webhookEndpoint, first, inArray(webhookEndpoint.id, endpointIds)))
  return rows.map((row) => {
    const url = row.url ?? endpoints.find(({ id }) => id === row.endpointId)?.url ?? ''
    return presentDelivery(
      row,
      url,
      attempts.filter(({ deliveryId }) => deliveryId === row.id),
    )
  })
}

function filters(input: ListDeliveriesInput): SQL[] {
  const conditions: SQL[] = []
  if (input.endpointId !== undefined) conditions.push(eq(webhookDelivery.endpointId, input.endpointId))
  if (input.jobId !== undefined) conditions.push(eq(webhookDelivery.jobId, input.jobId))
  if (input.status !== undefined) conditions.push(eq(webhookDelivery.status, input.status))
  if (input.cursor !== undefined) {
    const { createdAt, id } = decodeCursor(input.cursor, 'whd')
    conditions.push(
      sql`(${webhookDelivery.createdAt}, ${webhookDelivery.id}) < (${createdAt}::timestamptz, ${id})`,
    )
  }
  return conditions
}
