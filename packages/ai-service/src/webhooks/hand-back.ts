import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { webhookDelivery } from '../schema.ts'
import type { ClaimedDelivery } from './claim.ts'

/** Deliveries that were still on their way when this process had to end go to another worker at once, as after its death. */
export async function handBackDeliveries(
  context: ServiceContext,
  claimed: readonly ClaimedDelivery[],
): Promise<void> {
  if (claimed.length === 0) return
  try {
    const mine = claimed.map(({ id, fence }) =>
      and(eq(webhookDelivery.id, id), eq(webhookDelivery.fence, fence)),
    )
    await context.db
      .update(webhookDelivery)
      .set({ leaseUntil: sql`now()` })
      .where(and(eq(webhookDelivery.status, 'pending'), isNotNull(webhookDelivery.leaseUntil), or(...mine)))
  } catch (error) {
    // Leases that were not given back run out.
    context.logger.warn(
      { deliveries: claimed.length, error: describeError(error) },
      'webhooks could not be handed back',
    )
  }
}
