import { ServiceError, type KeyPrincipal, type ServiceErrorCode } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { kindOf } from './request-kind.ts'

const NAMES = { creates: 'new jobs', calls: 'chats and embeddings', reads: 'requests' } as const

/**
 * Finds out who is calling and counts the request. Who has been refused is turned away before the database is asked; keys from
 * where many were wrong share one connection to it, so that a right one among them is found all the same.
 *
 * @param maxAgeMs a key that was valid so long ago is not looked up again
 * @throws ApiError 429 `rate_limited`; what the service says about the key
 */
export async function authenticate(
  c: AppContext,
  key: string | undefined,
  maxAgeMs: number,
): Promise<KeyPrincipal> {
  // Not `c.var`: that is built anew from all variables each time.
  const limits = c.get('limits')
  const { apiKeys } = c.get('service')
  const kind = kindOf(c.req.method, c.req.path)
  const rate = limits.requests[kind]
  const known = key === undefined ? undefined : apiKeys.recall(key)
  if (known !== undefined) refuse(c, kind, rate.wait(known.accountId))
  const guess = key === undefined || known !== undefined ? undefined : await takeGuess(c)
  const inTurn = guess !== undefined && guess.waitMs > 0
  const principal = await apiKeys.authenticate(key, { maxAgeMs, inTurn }).catch((error: unknown) => {
    // A database that is away says nothing about the key: whoever has a right one must not be taken for a guesser.
    if (isWrongKey(error)) guess?.refuse()
    else guess?.giveBack()
    throw error
  })
  guess?.giveBack()
  refuse(c, kind, await rate.take(principal.accountId))
  return principal
}

const WRONG: readonly string[] = [
  'invalid_api_key',
  'key_revoked',
  'key_expired',
] satisfies ServiceErrorCode[]

const isWrongKey = (error: unknown): boolean => error instanceof ServiceError && WRONG.includes(error.code)

interface Guess {
  /** How long the address would have to wait; 0: it has room for more guesses. */
  waitMs: number
  /** It was none. */
  giveBack: () => void
  /**
   * It was one.
   *
   * @throws ApiError 429 `rate_limited` where there were too many already
   */
  refuse: () => void
}

/**
 * Counts a key that is known to be wrong.
 *
 * @throws ApiError 429 `rate_limited` where there were too many already
 */
export async function countWrongKey(c: AppContext): Promise<void> {
  const guess = await takeGuess(c)
  guess.refuse()
}

/** Counts a key as wrong until it turns out to be right, so that many at once are counted, too. */
async function takeGuess(c: AppContext): Promise<Guess> {
  const { wrongKeys, settings } = c.get('limits')
  const network = networkOf(clientAddress(c, settings.trustedProxies))
  const waitMs = await wrongKeys.take(network)
  return {
    waitMs,
    giveBack: () => {
      if (waitMs === 0) wrongKeys.giveBack(network)
    },
    refuse: () => {
      if (waitMs === 0) return
      c.get('httpMetrics').limited('wrong_keys')
      throw new ApiError(429, 'rate_limited', 'Too many wrong keys came from your address: correct the key', {
        type: 'rate_limit_error',
        headers: retryAfterHeaders(waitMs),
      })
    },
  }
}

function refuse(c: AppContext, kind: keyof typeof NAMES, waitMs: number): void {
  if (waitMs === 0) return
  const { most } = c.get('limits').requests[kind]
  const retry = retryAfterHeaders(waitMs)
  c.get('httpMetrics').limited(kind)
  throw new ApiError(
    429,
    'rate_limited',
    `Your account may send ${most} ${NAMES[kind]} a minute: come again in ${retry['retry-after']} s`,
    {
      type: 'rate_limit_error',
      headers: {
        ...retry,
        'x-ratelimit-limit-requests': String(most),
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': `${retry['retry-after']}s`,
      },
    },
  )
}
