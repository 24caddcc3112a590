import { type BlockList, isIP } from 'node:net'
import type { AppContext } from '../env.ts'

/**
 * Where a request comes from: the peer of its connection or, when that is a trusted proxy, the last address in
 * `X-Forwarded-For` that is none. Anybody can write that header, so nobody else is believed.
 */
export function clientAddress(c: AppContext, trusted: BlockList): string {
  const peer = plain(c.env?.incoming?.socket.remoteAddress ?? '')
  if (!isTrusted(trusted, peer)) return peer
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()))
  const client = hops.findLast((hop) => !isTrusted(trusted, hop))
  return client !== undefined && isIP(client) !== 0 ? client : peer
}

/** Whoever has one address of IPv6 has 2^64 of them. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const end = tail === '' ? [] : tail.split(':')
    while (groups.length + end.length < 8) groups.push('0')
  }
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** IPv4 in the clothes of IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function isTrusted(trusted: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
