import { clean, factsOf, type Call, type ClientContext } from './call.ts'
import { HTTPStatusError, InvalidResponseError } from './http-client-error.ts'
import { parseRetryAfter } from './retry-after.ts'
import { isPassingStatus } from './retry.ts'
import { defaultDisposition, type VendorReply } from './vendor-profile.ts'

const MAX_EXCERPT_LENGTH = 200

/** An answer that is an error, in the vendor's own terms. */
export function createStatusError(context: ClientContext, call: Call, reply: VendorReply): HTTPStatusError {
  const { profile } = context
  const disposition = profile.classify?.(reply) ?? defaultDisposition(reply.status)
  const described = profile.describeError?.(reply.body)
  const mayPass = disposition === 'ambiguous' && isPassingStatus(reply.status)
  const cleaned = (text: string | undefined): string | undefined =>
    text === undefined || text === '' ? undefined : clean(context, call, text)
  return new HTTPStatusError({
    ...factsOf(call),
    phase: 'replied',
    disposition,
    retryable: disposition === 'throttled' || (call.billable !== true && mayPass),
    status: reply.status,
    requestId: call.requestId ?? cleaned(described?.requestId),
    retryAfterMs:
      parseRetryAfter(reply.headers) ?? (disposition === 'throttled' ? profile.throttledForMs : undefined),
    vendorCode: cleaned(described?.code),
    vendorMessage:
      cleaned(described?.message) ?? cleaned(plainText(reply.body))?.slice(0, MAX_EXCERPT_LENGTH),
  })
}

/** It said success and may well have been paid for, but it is not what was promised. */
export function createUnreadableError(
  context: ClientContext,
  call: Call,
  message: string,
): InvalidResponseError {
  return new InvalidResponseError(clean(context, call, message), {
    ...factsOf(call),
    phase: 'replied',
    disposition: 'ambiguous',
    status: call.status,
    requestId: call.requestId,
  })
}

/** Pages of a gateway say nothing that a log needs, and JSON of a shape that nobody knows may repeat what we sent. */
function plainText(body: unknown): string | undefined {
  return typeof body === 'string' && !/[<>]/.test(body) ? body : undefined
}
