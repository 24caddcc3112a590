import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Queryable } from '../db/client.ts'
import { owned } from '../db/scoped.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { JOB_STATES } from '../jobs/machine.ts'
import { account, webhookDelivery, webhookEndpoint } from '../schema.ts'
import type { Principal } from '../types.ts'
import { checkWebhookHost } from './check-host.ts'
import { checkPublicUrl } from '../public-url.ts'
import { presentEndpoint, type EndpointRow } from './present.ts'
import { addSecret, forgetSecrets, replaceSecret } from './secrets.ts'
import type { CreateWebhookEndpointInput, WebhookEndpoint, WebhookEndpointWithSecret } from './types.ts'

/** What endpoints can ask for besides `*`. */
export const WEBHOOK_EVENT_TYPES: readonly string[] = [
  ...JOB_STATES.map((state) => `job.${state}`),
  'webhook_endpoint.disabled',
]

export async function createEndpoint(
  context: ServiceContext,
  principal: Principal,
  input: CreateWebhookEndpointInput,
): Promise<WebhookEndpointWithSecret> {
  const { accountId } = principal
  const { settings } = context
  const url = checkPublicUrl(input.url, settings, 'url')
  const events = checkEvents(input.events)
  if (!settings.allowPrivateNetwork) await checkWebhookHost(url, 'url')
  return inTransaction(context.db, async (tx) => {
    // Two requests at once must not both find the last free place.
    await tx.select().from(account).where(eq(account.id, accountId)).for('no key update')
    const existing = await readEndpoints(tx, accountId)
    if (existing.length >= settings.webhooks.maxEndpoints) {
      throw new ServiceError(
        'limit_reached',
        `There are ${existing.length} webhook endpoints already, the most an account can have. Delete one first.`,
      )
    }
    const [row] = await tx
      .insert(webhookEndpoint)
      .values({ id: newId('whe'), accountId, url: url.href, description: input.description ?? '', events })
      .returning()
    if (row === undefined) throw new Error('insert returned no row')
    const { secret } = await addSecret(tx, { accountId, endpointId: row.id })
    return { ...presentEndpoint(row), secret }
  })
}

export async function listEndpoints(
  context: ServiceContext,
  { accountId }: Principal,
): Promise<WebhookEndpoint[]> {
  return (await readEndpoints(context.db, accountId)).map(presentEndpoint)
}

export async function getEndpoint(
  context: ServiceContext,
  { accountId }: Principal,
  endpointId: string,
): Promise<WebhookEndpoint> {
  return presentEndpoint(await readEndpoint(context.db, accountId, endpointId))
}

/** Deliveries that wait are given up; what was delivered stays in the log for its term. */
export async function deleteEndpoint(
  context: ServiceContext,
  { accountId }: Principal,
  endpointId: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const rows = await tx
      .update(webhookEndpoint)
      .set({ deletedAt: sql`now()` })
      .where(ownEndpoint(accountId, endpointId))
      .returning({ id: webhookEndpoint.id })
    if (rows.length === 0) throw endpointNotFound()
    await forgetSecrets(tx, { accountId, endpointId })
    await giveUpWaiting(tx, endpointId, 'endpoint_deleted')
  })
}

export async function enableEndpoint(
  context: ServiceContext,
  { accountId }: Principal,
  endpointId: string,
): Promise<WebhookEndpoint> {
  const [row] = await context.db
    .update(webhookEndpoint)
    .set({ disabledAt: null, disabledReason: null, failingSince: null })
    .where(ownEndpoint(accountId, endpointId))
    .returning()
  if (row === undefined) throw endpointNotFound()
  return presentEndpoint(row)
}

export async function rotateSecret(
  context: ServiceContext,
  { accountId }: Principal,
  endpointId: string,
): Promise<WebhookEndpointWithSecret> {
  return inTransaction(context.db, async (tx) => {
    const [row] = await tx
      .select()
      .from(webhookEndpoint)
      .where(ownEndpoint(accountId, endpointId))
      .for('no key update')
    if (row === undefined) throw endpointNotFound()
    const { overlapSeconds } = context.settings.webhooks
    const { secret } = await replaceSecret(tx, { accountId, endpointId }, overlapSeconds)
    return { ...presentEndpoint(row), secret }
  })
}

/** Another account's endpoint is not there, like one that never was. */
export async function readEndpoint(
  db: Queryable,
  accountId: string,
  endpointId: string,
): Promise<EndpointRow> {
  const [row] = await db.select().from(webhookEndpoint).where(ownEndpoint(accountId, endpointId))
  if (row === undefined) throw endpointNotFound()
  return row
}

/** Not those in hand: whoever sends them finds out afterwards. */
export async function giveUpWaiting(db: Queryable, endpointId: string, errorCode: string): Promise<void> {
  await db
    .update(webhookDelivery)
    .set({ status: 'failed', errorCode, finishedAt: sql`now()`, nextAttemptAt: null })
    .where(
      and(
        eq(webhookDelivery.endpointId, endpointId),
        eq(webhookDelivery.status, 'pending'),
        isNull(webhookDelivery.leaseUntil),
      ),
    )
}

function readEndpoints(db: Queryable, accountId: string): Promise<EndpointRow[]> {
  return db
    .select()
    .from(webhookEndpoint)
    .where(owned(webhookEndpoint, { accountId }, isNull(webhookEndpoint.deletedAt)))
    .orderBy(asc(webhookEndpoint.createdAt), asc(webhookEndpoint.id))
}

const ownEndpoint = (accountId: string, endpointId: string) =>
  owned(webhookEndpoint, { accountId }, eq(webhookEndpoint.id, endpointId), isNull(webhookEndpoint.deletedAt))

function checkEvents(events: readonly string[] | undefined): string[] {
  if (events === undefined) return ['*']
  const refuse = (problem: string) =>
    new ServiceError('invalid_request', `events ${problem}.`, { param: 'events' })
  if (events.length === 0) throw refuse('must name at least one type, or be left out for all')
  if (events.includes('*') && events.length > 1) throw refuse('must hold either * alone or types')
  const unknown = events.find((type) => type !== '*' && !WEBHOOK_EVENT_TYPES.includes(type))
  if (unknown !== undefined) {
    throw refuse(
      `holds ${JSON.stringify(unknown.slice(0, 50))}, which is no type: use * or ${WEBHOOK_EVENT_TYPES.join(', ')}`,
    )
  }
  return [...new Set(events)]
}

const endpointNotFound = (): ServiceError =>
  new ServiceError('not_found', 'There is no such webhook endpoint.')
