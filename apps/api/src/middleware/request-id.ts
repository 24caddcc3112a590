import { randomUUID } from 'node:crypto'
import type { AppMiddleware } from '../env.ts'
import { BROWSER_HEADERS } from '../http/browser-headers.ts'

const BROWSER_DEFAULTS = Object.entries(BROWSER_HEADERS)

/** 122 random bits. What the client sends under this name is not used: it could be anything, at any length. */
export function newRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '')}`
}

/** `x-request-id` on every reply, errors too, and the headers that hold for all of them. */
export const requestId: AppMiddleware = async function requestId(c, next) {
  c.set('requestId', newRequestId())
  await next()
  const { headers } = c.res
  headers.set('x-request-id', c.get('requestId'))
  for (const [name, value] of BROWSER_DEFAULTS) if (!headers.has(name)) headers.append(name, value)
  if (c.get('draining').aborted) headers.set('connection', 'close')
}
