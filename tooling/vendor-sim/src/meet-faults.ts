import { setTimeout as sleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Next } from 'hono'
import type { Fault } from './faults.ts'
import { sendReply, type VendorContext, type VendorManners } from './vendor.ts'

/**
 * Runs the route, or does to it what the fault says.
 *
 * @returns whether the caller got a whole reply.
 */
export async function meetFaults(
  c: VendorContext,
  fault: Fault | undefined,
  manners: VendorManners,
  next: Next,
): Promise<boolean> {
  if (fault === undefined) {
    await next()
    return true
  }
  if (typeof fault === 'string') return await meetNamedFault(c, fault, manners, next)
  if ('status' in fault) {
    if (fault.accept) await next()
    const { status, body, headers } = fault
    const usual = manners.error(status, c.req.path)
    replace(c, sendReply({ status, body: body ?? usual.body, headers: { ...usual.headers, ...headers } }))
    return true
  }
  if ('hangMs' in fault) {
    await next()
    await whileConnected(c, fault.hangMs)
    return cut(c)
  }
  if ('delayMs' in fault) {
    await next()
    await whileConnected(c, fault.delayMs)
    return true
  }
  c.set('script', fault.task)
  await next()
  return true
}

async function meetNamedFault(
  c: VendorContext,
  fault: Extract<Fault, string>,
  manners: VendorManners,
  next: Next,
): Promise<boolean> {
  switch (fault) {
    case 'reset':
      c.env.incoming.socket.resetAndDestroy()
      return cut(c)
    case 'cut_before_reply':
      await next()
      return cut(c)
    case 'cut_mid_body':
      await next()
      return await sendHalf(c)
    case 'invalid_json': {
      await next()
      const bytes = await c.res.arrayBuffer()
      const headers = new Headers(c.res.headers)
      headers.delete('content-length')
      replace(c, new Response(firstHalf(bytes), { status: 200, headers }))
      return true
    }
    case 'error_in_200':
      replace(c, sendReply({ status: 200, body: manners.error(500, c.req.path).body }))
      return true
    case 'refuse':
      c.set('refused', true)
      await next()
      break
  }
  return true
}

function cut(c: VendorContext): false {
  c.env.incoming.socket.destroy()
  replace(c, RESPONSE_ALREADY_SENT)
  return false
}

async function sendHalf(c: VendorContext): Promise<false> {
  const { outgoing } = c.env
  const bytes = await c.res.arrayBuffer()
  const headers = Object.fromEntries(c.res.headers)
  outgoing.writeHead(c.res.status, { ...headers, 'content-length': bytes.byteLength })
  await new Promise<void>((resolve) => {
    outgoing.write(Buffer.from(firstHalf(bytes)), () => resolve())
  })
  return cut(c)
}

const firstHalf = (bytes: ArrayBuffer): ArrayBuffer => bytes.slice(0, Math.floor(bytes.byteLength / 2))

/** Waits, but no longer than the caller does: a closed simulator must not wait for its own hangs. */
async function whileConnected(c: VendorContext, milliseconds: number): Promise<void> {
  const gone = new AbortController()
  const onClose = (): void => gone.abort()
  c.env.incoming.socket.once('close', onClose)
  try {
    await sleep(milliseconds, undefined, { signal: gone.signal })
  } catch {
    // The caller hung up.
  } finally {
    c.env.incoming.socket.off('close', onClose)
  }
}

/** Hono merges the headers of the reply it replaces unless that is taken away first. */
function replace(c: VendorContext, response: Response): void {
  c.res = undefined
  c.res = response
}
