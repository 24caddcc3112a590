import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import type { ClaimedDelivery } from './claim.ts'
import { finishAttempt } from './finish.ts'
import { sendWebhook } from './send.ts'

/** Sends what was claimed, once, and writes down what came of it. */
export async function deliver(context: ServiceContext, claimed: ClaimedDelivery): Promise<void> {
  const { row, url, secrets, timestamp } = claimed
  await breakPoint('deliver:claimed')
  const outcome = await sendWebhook(
    { url, eventId: row.eventId, timestamp, payload: row.payload, secrets },
    context.settings,
  )
  await breakPoint('deliver:sent')
  await finishAttempt(context, claimed, outcome)
  await breakPoint('deliver:committed')
  // Neither the address nor the answer: both may carry secrets of the receiver.
  const { delivered, statusCode, errorCode, durationMs } = outcome
  context.logger.info(
    { deliveryId: row.id, attempt: row.attemptCount, delivered, statusCode, errorCode, durationMs },
    'webhook attempt',
  )
}
