import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'

/** Streams that one account may keep open in this process. */
const MAX_STREAMS = 20
const RETRY_AFTER_MS = 5_000

const open = new Map<string, number>()

/**
 * Counts an open stream of an account.
 *
 * @returns gives the place back; more than once changes nothing
 * @throws ApiError 429 `rate_limited`
 */
export function openStreamSlot(accountId: string): () => void {
  const count = open.get(accountId) ?? 0
  if (count >= MAX_STREAMS) {
    throw new ApiError(429, 'rate_limited', `At most ${MAX_STREAMS} streams can be open at once: close one`, {
      type: 'rate_limit_error',
      headers: retryAfterHeaders(RETRY_AFTER_MS),
    })
  }
  open.set(accountId, count + 1)
  let released = false
  return () => {
    if (released) return
    released = true
    const left = (open.get(accountId) ?? 1) - 1
    if (left === 0) open.delete(accountId)
    else open.set(accountId, left)
  }
}
