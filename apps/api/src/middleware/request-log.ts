import type { AppContext, AppMiddleware } from '../env.ts'
import { routeOf } from '../http/route-of.ts'

/** One line and one measurement per request, of known fields only: no bodies, no query, no keys. */
export const requestLog: AppMiddleware = async function requestLog(c, next) {
  const startedAt = performance.now()
  await next()
  const durationMs = performance.now() - startedAt
  const { method } = c.req
  const route = routeOf(c)
  const { status } = c.res
  c.get('httpMetrics').answered({ method, route, status, durationMs })
  const retryCount = c.req.header('x-stainless-retry-count')
  c.get('logger').info(
    {
      requestId: c.get('requestId'),
      method,
      route,
      status,
      durationMs: Math.round(durationMs),
      accountId: accountOf(c),
      cause: c.get('cause'),
      // Tells a repeat by an SDK from a new request.
      ...(retryCount !== undefined && /^\d{1,3}$/.test(retryCount) ? { retryCount: Number(retryCount) } : {}),
    },
    'request',
  )
}

function accountOf(c: AppContext): string | undefined {
  const principal: { accountId: string } | undefined = c.get('principal')
  return principal?.accountId
}
