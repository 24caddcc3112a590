import type { AppMiddleware } from '../env.ts'
import { readBearer } from '../http/bearer.ts'

/** How long direct calls take a key without looking it up: a revocation in another process acts after that, at most. */
const KNOWN_FOR_MS = 2_000

/** Finds out who is calling, before the body is read. */
export const requireApiKey: AppMiddleware = async function requireApiKey(c, next) {
  const key = readBearer(c.req.header('authorization'))
  c.set('principal', await c.get('service').apiKeys.authenticate(key))
  await next()
}

/** The same for calls that wait for nothing but their vendor: there, a look at the table costs time that is felt. */
export const requireKnownApiKey: AppMiddleware = async function requireKnownApiKey(c, next) {
  const key = readBearer(c.req.header('authorization'))
  c.set('principal', await c.get('service').apiKeys.authenticate(key, { maxAgeMs: KNOWN_FOR_MS }))
  await next()
}
