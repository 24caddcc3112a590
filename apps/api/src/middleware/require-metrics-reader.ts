import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { AppContext, AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { readBearer } from '../http/bearer.ts'
import { countWrongKey } from '../limits/authenticate.ts'
import { clientAddress } from '../limits/client-address.ts'

/**
 * Metrics name no customer, but tell how the business goes: they are for whoever sits in the same network. A request that a
 * proxy passed on may come from anywhere, so it needs the admin key, unless the proxy is trusted to say where from.
 */
export const requireMetricsReader: AppMiddleware = async function requireMetricsReader(c, next) {
  if (!isNear(c) && !hasAdminKey(c)) {
    if (c.req.header('authorization') !== undefined) await countWrongKey(c)
    throw new ApiError(
      403,
      'metrics_not_public',
      'Metrics are for private addresses: ask from one, or send the admin key as Authorization: Bearer <key>',
      { type: 'permission_error' },
    )
  }
  await next()
}

const NEAR = new BlockList()
NEAR.addSubnet('127.0.0.0', 8)
NEAR.addSubnet('10.0.0.0', 8)
NEAR.addSubnet('172.16.0.0', 12)
NEAR.addSubnet('192.168.0.0', 16)
NEAR.addSubnet('169.254.0.0', 16)
NEAR.addSubnet('100.64.0.0', 10)
NEAR.addAddress('::1', 'ipv6')
NEAR.addSubnet('fc00::', 7, 'ipv6')
NEAR.addSubnet('fe80::', 10, 'ipv6')

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

function isNear(c: AppContext): boolean {
  const { trustedProxies } = c.get('limits').settings
  const address = clientAddress(c, trustedProxies)
  const peer = c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
  // Who believed the proxy knows the client; else its address is the proxy's own.
  if (address === peer && FORWARDED.some((name) => c.req.header(name) !== undefined)) return false
  const family = isIP(address)
  return family !== 0 && NEAR.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function hasAdminKey(c: AppContext): boolean {
  const key = readBearer(c.req.header('authorization'))
  const { adminApiKey } = c.get('settings')
  if (key === undefined || adminApiKey === undefined) return false
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(key), digest(adminApiKey))
}
