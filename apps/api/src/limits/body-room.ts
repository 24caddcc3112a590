import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'

/** Bodies of requests that are in memory, in this process. */
export interface BodyRoom {
  open: (accountId: string) => HeldBody
}

export interface HeldBody {
  /**
   * So many bytes of it are, or are going to be, in memory.
   *
   * @throws ApiError 429 when the account has no room for them, 503 when nobody has
   */
  grow: (bytes: number) => void
  /** None of it is any more. */
  release: () => void
}

/** A form with files, the largest body there is. */
export const LARGEST_BODY = 52 * 1024 ** 2

/** Smaller ones are as many as the rates of requests allow. */
export const FREE_BYTES = 256 * 1024
const RETRY_AFTER_MS = 2_000
const MEBIBYTE = 1024 ** 2

/** @param mebibytes of all accounts together, of which each may have a quarter; 0: as much as they like */
export function createBodyRoom(mebibytes: number): BodyRoom {
  const most = mebibytes === 0 ? Infinity : mebibytes * MEBIBYTE
  const mostOfOne = Math.max(most / 4, LARGEST_BODY)
  const held = new Map<string, number>()
  let inAll = 0
  return {
    open(accountId) {
      let size = 0
      const take = (more: number): void => {
        const own = (held.get(accountId) ?? 0) + more
        if (own > mostOfOne) throw tooMuchOfOne(mostOfOne)
        if (inAll + more > most) throw tooMuchInAll()
        held.set(accountId, own)
        inAll += more
        size += more
      }
      return {
        grow: (bytes) => {
          if (bytes > FREE_BYTES && bytes > size) take(bytes - size)
        },
        release: () => {
          if (size === 0) return
          const left = (held.get(accountId) ?? 0) - size
          if (left <= 0) held.delete(accountId)
          else held.set(accountId, left)
          inAll -= size
          size = 0
        },
      }
    },
  }
}

function tooMuchOfOne(most: number): ApiError {
  const message = `The bodies of this account's requests under way may have ${Math.floor(most / MEBIBYTE)} MiB together: wait until one of them is answered, or send files to POST /v1/uploads first`
  return new ApiError(429, 'rate_limited', message, {
    type: 'rate_limit_error',
    headers: retryAfterHeaders(RETRY_AFTER_MS),
  })
}

function tooMuchInAll(): ApiError {
  const message = 'Too many large requests are coming in at the moment: come again shortly'
  return new ApiError(503, 'overloaded', message, {
    headers: { ...retryAfterHeaders(RETRY_AFTER_MS), 'x-should-retry': 'true' },
  })
}
