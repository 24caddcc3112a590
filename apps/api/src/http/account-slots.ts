import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'

const RETRY_AFTER_MS = 5_000

/**
 * Counts what each account has open in this process. 0: as much as it likes.
 *
 * @returns takes a place, or throws ApiError 429 `rate_limited`; what it returns gives the place back, once
 */
export function createAccountSlots(most: number, message: string): (accountId: string) => () => void {
  const open = new Map<string, number>()
  return (accountId) => {
    const count = open.get(accountId) ?? 0
    if (most > 0 && count >= most) {
      throw new ApiError(429, 'rate_limited', message, {
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
}
