import { isHTTPClientError, type HTTPClientError } from './http-client-error.ts'
import type { RetryOptions } from './options.ts'

export interface RetryInput {
  error: unknown
  /** The try that failed; 1 for the first. */
  attempt: number
  maxAttempts: number
  /** Sending it twice may cost twice. */
  billable: boolean
  retry: Required<Omit<RetryOptions, 'budget'>>
  /** 0 to 1, for jitter. */
  random: number
}

/** A longer pause ends the call with the error that asks for it. */
const LONGEST_WAIT_MS = 60_000

/**
 * How long to wait before the same call is sent again, or undefined when it must not be.
 *
 * A read is repeated after 408, 429, 5xx, lost connections and time-outs. A billable call only when no byte
 * of it left, or the vendor's table says that it was not accepted.
 */
export function decideRetry({
  error,
  attempt,
  maxAttempts,
  billable,
  retry,
  random,
}: RetryInput): number | undefined {
  if (attempt >= maxAttempts || !isHTTPClientError(error)) return undefined
  if (!isPassing(error)) return undefined
  const surelyNotAccepted = error.disposition === 'not_sent' || error.disposition === 'throttled'
  if (billable && !surelyNotAccepted && retry.billable !== 'like_reads') return undefined
  // Whoever called waits, and does better to be told how long it is.
  if ((error.retryAfterMs ?? 0) > LONGEST_WAIT_MS) return undefined
  // Full jitter: clients that failed together do not come back together.
  const ceiling = Math.min(retry.baseDelayMs * 2 ** (attempt - 1), retry.maxDelayMs)
  return Math.max(error.retryAfterMs ?? 0, ceiling * random)
}

/** Statuses after which the same request may succeed a little later. */
export function isPassingStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

/** Whether the reason may be gone at the next try; says nothing about money. */
function isPassing({ code, disposition, status }: HTTPClientError): boolean {
  if (code === 'connection_failed' || code === 'connection_lost' || code === 'timeout') return true
  if (code !== 'http_status' || disposition === 'rejected') return false
  return disposition === 'throttled' || isPassingStatus(status ?? 0)
}
