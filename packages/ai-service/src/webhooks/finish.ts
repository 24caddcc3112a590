import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { persist } from '../runner/persist.ts'
import { webhookAttempt, webhookDelivery, webhookEndpoint } from '../schema.ts'
import type { ClaimedDelivery } from './claim.ts'
import { disableIfHopeless } from './disable.ts'
import { nextDelayMs } from './plan.ts'
import type { DeliveryRow } from './present.ts'
import type { SendOutcome } from './send.ts'

const GONE = 410

/** Writes down what became of an attempt and what follows from it, in one transaction. */
export async function finishAttempt(
  context: ServiceContext,
  { row }: ClaimedDelivery,
  outcome: SendOutcome,
): Promise<void> {
  await persist(context, async (tx) => {
    // The log takes it in any case: it happened.
    await tx
      .update(webhookAttempt)
      .set({
        durationMs: outcome.durationMs,
        statusCode: outcome.statusCode,
        errorCode: outcome.errorCode,
        responseBody: outcome.responseBody,
      })
      .where(and(eq(webhookAttempt.deliveryId, row.id), eq(webhookAttempt.number, row.attemptCount)))
    const kept = outcome.delivered
      ? await close(tx, row, 'delivered', null)
      : await fail(tx, context, row, outcome)
    if (kept) await judgeEndpoint(tx, context, row, outcome)
    await wakeNext(tx, context, row)
  })
}

/** False when another sender has taken over since: then its word counts. */
async function close(
  tx: Transaction,
  row: DeliveryRow,
  status: 'delivered' | 'failed',
  errorCode: string | null,
): Promise<boolean> {
  const rows = await tx
    .update(webhookDelivery)
    .set({ status, errorCode, finishedAt: sql`now()`, nextAttemptAt: null, leaseUntil: null })
    .where(inOurHands(row))
    .returning({ id: webhookDelivery.id })
  return rows.length > 0
}

async function fail(
  tx: Transaction,
  context: ServiceContext,
  row: DeliveryRow,
  outcome: SendOutcome,
): Promise<boolean> {
  if (outcome.statusCode === GONE && row.endpointId === null) return close(tx, row, 'failed', 'gone')
  const delayMs = nextDelayMs(context.settings.webhooks.retrySeconds, row.planStep, outcome.retryAfterMs)
  if (delayMs === undefined) return close(tx, row, 'failed', 'attempts_exhausted')
  const rows = await tx
    .update(webhookDelivery)
    .set({
      planStep: row.planStep + 1,
      nextAttemptAt: sql`now() + ${delayMs} * interval '1 millisecond'`,
      leaseUntil: null,
    })
    .where(inOurHands(row))
    .returning({ id: webhookDelivery.id })
  if (rows.length === 0) return false
  await context.queue.tick(tx, 'deliver', row.id, { afterMs: delayMs })
  return true
}

async function judgeEndpoint(
  tx: Transaction,
  context: ServiceContext,
  { endpointId }: DeliveryRow,
  outcome: SendOutcome,
): Promise<void> {
  if (endpointId === null) return
  if (outcome.delivered) {
    await tx
      .update(webhookEndpoint)
      .set({ failingSince: null })
      .where(and(eq(webhookEndpoint.id, endpointId), isNotNull(webhookEndpoint.failingSince)))
    return
  }
  await tx
    .update(webhookEndpoint)
    .set({ failingSince: sql`now()` })
    .where(and(eq(webhookEndpoint.id, endpointId), isNull(webhookEndpoint.failingSince)))
  await disableIfHopeless(tx, context, endpointId, outcome.statusCode === GONE ? 'gone' : 'failing')
}

/**
 * A delivery that found its receiver busy left without an alarm of its own. As many are woken as may go at once: two that
 * end in the same moment see the same queue.
 */
async function wakeNext(tx: Transaction, context: ServiceContext, { lane }: DeliveryRow): Promise<void> {
  const next = await tx
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.lane, lane),
        eq(webhookDelivery.status, 'pending'),
        isNull(webhookDelivery.leaseUntil),
        sql`${webhookDelivery.nextAttemptAt} <= now()`,
      ),
    )
    .orderBy(webhookDelivery.nextAttemptAt)
    .limit(context.settings.webhooks.parallel)
  for (const { id } of next) await context.queue.tick(tx, 'deliver', id)
}

const inOurHands = ({ id, fence }: DeliveryRow) =>
  and(eq(webhookDelivery.id, id), eq(webhookDelivery.fence, fence), eq(webhookDelivery.status, 'pending'))
