import type { AppMiddleware } from '../env.ts'

/** Those of our routes, and what OpenAI's SDKs send. */
const REQUEST_HEADERS =
  /^(authorization|content-type|accept|range|if-none-match|if-range|idempotency-key|last-event-id|x-stainless-[\w-]+|openai-[\w-]+)$/

/** What scripts may read beside the few headers that are always open to them. */
const EXPOSED = [
  'x-request-id',
  'x-job-id',
  'x-should-retry',
  'retry-after',
  'retry-after-ms',
  'idempotent-replayed',
  'location',
  'etag',
  'accept-ranges',
  'content-range',
  'content-disposition',
  'www-authenticate',
  'x-ratelimit-limit-requests',
  'x-ratelimit-remaining-requests',
  'x-ratelimit-reset-requests',
].join(', ')

const METHODS = 'GET, HEAD, POST, PATCH, DELETE'
const PREFLIGHT_SECONDS = '7200'

/**
 * Lets web pages of the origins in the settings call the API. Credentials of the browser are never asked for: whoever calls has a
 * key. Other origins are told nothing.
 */
export const cors: AppMiddleware = async function cors(c, next) {
  const allowed = c.get('settings').allowedOrigins ?? []
  if (allowed.length === 0) return next()
  const origin = c.req.header('origin')
  const wanted = c.req.header('access-control-request-method')
  const permission = permissionFor(origin, allowed)
  const isPreflight = c.req.method === 'OPTIONS' && wanted !== undefined && permission !== undefined
  if (isPreflight) c.res = c.body(null, 204, preflightHeaders(c.req.header('access-control-request-headers')))
  else await next()
  const { headers } = c.res
  headers.append('vary', 'Origin')
  if (permission === undefined) return
  headers.set('access-control-allow-origin', permission)
  headers.set('access-control-expose-headers', EXPOSED)
}

function permissionFor(origin: string | undefined, allowed: readonly string[]): string | undefined {
  if (origin === undefined) return undefined
  if (allowed.includes('*')) return '*'
  return allowed.includes(origin) ? origin : undefined
}

function preflightHeaders(requested = ''): Record<string, string> {
  const names = requested.split(',').map((name) => name.trim().toLowerCase())
  return {
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': names.filter((name) => REQUEST_HEADERS.test(name)).join(', '),
    'access-control-max-age': PREFLIGHT_SECONDS,
  }
}
