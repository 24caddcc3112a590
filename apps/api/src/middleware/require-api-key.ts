import type { ApiKeyScope } from '@jointo/ai-service'
import type { AppContext, AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { readBearer } from '../http/bearer.ts'
import { authenticate } from '../limits/authenticate.ts'

/** How long direct calls take a key without looking it up: a revocation in another process acts after that, at most. */
const KNOWN_FOR_MS = 2_000

/** Finds out who is calling, before the body is read. The key needs the scope that goes with the method. */
export const requireApiKey: AppMiddleware = async function requireApiKey(c, next) {
  await admit(c, scopeOf(c.req.method))
  await next()
}

/** The same for calls that wait for nothing but their vendor: there, a look at the table costs time that is felt. */
export const requireKnownApiKey: AppMiddleware = async function requireKnownApiKey(c, next) {
  await admit(c, scopeOf(c.req.method), KNOWN_FOR_MS)
  await next()
}

/** For a GET that hands out what lets its reader act: list it as `security: [{ apiKey: ['write'] }]`. */
export const requireWriteKey: AppMiddleware = async function requireWriteKey(c, next) {
  await admit(c, 'write')
  await next()
}

/** What a key needs for a method, on every route that says nothing else. */
export function scopeOf(method: string): ApiKeyScope {
  return /^(get|head)$/i.test(method) ? 'read' : 'write'
}

async function admit(c: AppContext, scope: ApiKeyScope, maxAgeMs = 0): Promise<void> {
  const principal = await authenticate(c, readBearer(c.req.header('authorization')), maxAgeMs)
  c.set('principal', principal)
  if (principal.scopes.includes(scope)) return
  throw new ApiError(403, 'insufficient_scope', `This API key has no scope "${scope}": use one that has it`, {
    type: 'permission_error',
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })
}
