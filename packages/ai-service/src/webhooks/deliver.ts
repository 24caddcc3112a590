import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import type { ClaimedDelivery } from './claim.ts'
import { finishAttempt } from './finish.ts'
import { sendWebhook } from './send.ts'

/** Sends what was claimed, once, and writes down what came of it. */
export async function deliver(context: ServiceContext, claimed: ClaimedDelivery): Promise<void> {
  await breakPoint('deliver:claimed')
  const outcome = await sendWebhook(claimed, context.settings)
  await breakPoint('deliver:sent')
  await finishAttempt(context, claimed, outcome)
  await breakPoint('deliver:committed')
  // Neither the address nor the answer: both may carry secrets of the receiver.
  const { delivered, statusCode, errorCode, durationMs } = outcome
  context.logger.info(
    { deliveryId: claimed.id, attempt: claimed.attemptCount, delivered, statusCode, errorCode, durationMs },
    'webhook attempt',
  )
}
