import type { AppMiddleware } from '../env.ts'

/**
 * For bodies that may be large, before they are read. One is in memory until the answer is out, or until the job that it orders
 * has it: what was sent is let go of before the wait for the result. Whoever reads it makes it grow, once its type and its length
 * are taken.
 */
export const bodyRoom: AppMiddleware = async function bodyRoom(c, next) {
  const body = c.get('limits').bodies.open(c.get('principal').accountId)
  const outgoing = c.env?.outgoing
  c.set('heldBody', body)
  c.set('releaseBody', () => {
    c.req.bodyCache = {}
    for (const target of ['form', 'json'] as const) c.req.addValidatedData(target, {})
    Object.assign(c.req, { json: () => Promise.resolve({}) })
    body.release()
  })
  outgoing?.once('close', body.release)
  try {
    await next()
  } finally {
    // Also a connection that was gone before.
    if (outgoing === undefined || outgoing.closed || outgoing.destroyed) body.release()
  }
}
