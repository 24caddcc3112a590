import { isHTTPClientError } from './http-client-error.ts'
import type { RetryOptions } from './options.ts'

export interface RetryInput {
  error: unknown
  /** The try that failed; 1 for the first. */
  attempt: number
  maxAttempts: number
  /** Sending it twice may cost twice. */
  billable: boolean
  retry: Required<RetryOptions>
  /** 0 to 1, for jitter. */
  random: number
}

/**
 * How long to wait before the same call is sent again, or undefined when it must not be.
 *
 * A read is repeated after 408, 429, 5xx, lost connections and time-outs. A billable call only when no byte
 * of it left, or the vendor's table says that it was not accepted.
 */
export function decideRetry(input: RetryInput): number | undefined {
  const { error, attempt, maxAttempts, retry } = input
  if (attempt >= maxAttempts || !isHTTPClientError(error)) return undefined
  if (error.code === 'aborted' || error.code === 'unsafe_url' || error.code === 'response_too_large')
    return undefined
  if (!isRepeatable(input, error.disposition, error.code)) return undefined
  // Full jitter: clients that failed together do not come back together.
  const ceiling = Math.min(retry.baseDelayMs * 2 ** (attempt - 1), retry.maxDelayMs)
  return Math.max(error.retryAfterMs ?? 0, ceiling * input.random)
}

function isRepeatable({ billable, retry }: RetryInput, disposition: string, code: string): boolean {
  if (disposition === 'not_sent' || disposition === 'throttled') return true
  if (disposition === 'rejected' || code === 'invalid_response') return false
  return !billable || retry.billable === 'like_reads'
}
