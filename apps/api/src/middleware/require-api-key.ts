import type { AppMiddleware } from '../env.ts'
import { readBearer } from '../http/bearer.ts'
import { authenticate } from '../limits/authenticate.ts'

/** Finds out who is calling, before the body is read. */
export const requireApiKey: AppMiddleware = async function requireApiKey(c, next) {
  c.set('principal', await authenticate(c, readBearer(c.req.header('authorization'))))
  await next()
}
