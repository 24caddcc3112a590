import { randomBytes } from 'node:crypto'
import type { AppMiddleware } from '../env.ts'

/** 128 random bits. What the client sends under this name is not used: it could be anything, at any length. */
export function newRequestId(): string {
  return `req_${randomBytes(16).toString('hex')}`
}

/** `x-request-id` on every reply, errors too, and the headers that hold for all of them. */
export const requestId: AppMiddleware = async function requestId(c, next) {
  c.set('requestId', newRequestId())
  await next()
  const { headers } = c.res
  headers.set('x-request-id', c.var.requestId)
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (c.var.draining.aborted) headers.set('connection', 'close')
}
