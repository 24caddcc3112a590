import type { AppMiddleware } from '../env.ts'
import { readBearer } from '../http/bearer.ts'

/** Finds out who is calling, before the body is read. */
export const requireApiKey: AppMiddleware = async function requireApiKey(c, next) {
  const key = readBearer(c.req.header('authorization'))
  c.set('principal', await c.var.service.apiKeys.authenticate(key))
  await next()
}
