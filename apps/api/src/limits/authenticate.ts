import { ServiceError, type KeyPrincipal, type ServiceErrorCode } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { kindOf } from './request-kind.ts'

const NAMES = { creates: 'new jobs', calls: 'chats and embeddings', reads: 'requests' } as const

/**
 * Finds out who is calling and counts the request. Who has been refused, and who guesses keys, is turned away before the
 * database is asked.
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
  const service = c.get('service')
  const kind = kindOf(c.req.method, c.req.path)
  const rate = limits.requests[kind]
  const account = key === undefined ? undefined : limits.knownKeys.accountOf(key)
  if (account !== undefined) refuse(c, kind, rate.wait(account))
  const attempt = key === undefined || account !== undefined ? undefined : await takeGuess(c)
  const principal = await service.apiKeys.authenticate(key, { maxAgeMs }).catch((error: unknown) => {
    // A database that is away says nothing about the key: whoever has a right one must not be taken for a guesser.
    if (!isWrongKey(error)) attempt?.giveBack()
    else if (key !== undefined) limits.knownKeys.forget(key)
    throw error
  })
  attempt?.giveBack()
  if (key !== undefined) limits.knownKeys.remember(key, principal.accountId)
  refuse(c, kind, await rate.take(principal.accountId))
  return principal
}

const WRONG: readonly string[] = [
  'invalid_api_key',
  'key_revoked',
  'key_expired',
] satisfies ServiceErrorCode[]

const isWrongKey = (error: unknown): boolean => error instanceof ServiceError && WRONG.includes(error.code)

/**
 * Counts a key as wrong until it turns out to be right, so that many at once are counted, too.
 *
 * @throws ApiError 429 `rate_limited`
 */
export async function takeGuess(c: AppContext): Promise<{ giveBack: () => void }> {
  const { wrongKeys, settings } = c.var.limits
  const network = networkOf(clientAddress(c, settings.trustedProxies))
  const waitMs = await wrongKeys.take(network)
  if (waitMs > 0) {
    c.var.httpMetrics.limited('wrong_keys')
    throw new ApiError(429, 'rate_limited', 'Too many wrong keys came from your address: correct the key', {
      type: 'rate_limit_error',
      headers: retryAfterHeaders(waitMs),
    })
  }
  return { giveBack: () => wrongKeys.giveBack(network) }
}

function refuse(c: AppContext, kind: keyof typeof NAMES, waitMs: number): void {
  if (waitMs === 0) return
  const { most } = c.var.limits.requests[kind]
  const retry = retryAfterHeaders(waitMs)
  c.var.httpMetrics.limited(kind)
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
