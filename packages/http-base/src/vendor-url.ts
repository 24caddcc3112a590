import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/**
 * Checks an address that a vendor gave us, by its looks: https, no user info, a public host. A vendor that is itself
 * reached on this machine or in a private network (a simulator) may name such addresses too.
 *
 * @returns what is wrong with it, or the address to open
 */
export function checkVendorUrl(address: string, baseUrl: URL): { url: URL } | { problem: string } {
  const url = URL.parse(address)
  if (url === null) return { problem: 'the vendor gave an address that is none' }
  if (url.username !== '' || url.password !== '') return { problem: 'the address holds user info' }
  if (isPrivateHost(baseUrl.hostname)) {
    return /^https?:$/.test(url.protocol) ? { url } : { problem: `${url.protocol} is not opened` }
  }
  if (url.protocol !== 'https:') return { problem: `${url.protocol} is not opened, only https:` }
  if (isPrivateHost(url.hostname)) return { problem: `${url.hostname} is not a public host` }
  return { url }
}

/** A vendor reached in a private network may name its neighbours there; nobody else may. */
export function isInsideOwnNetwork(url: URL, baseUrl: URL): boolean {
  return isPrivateHost(baseUrl.hostname) && isPrivateHost(url.hostname)
}

/** Names that lead inside, and literal addresses that are not public. Other names are checked when resolved. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (isIP(host) > 0) return !isPublicAddress(host)
  return host === 'localhost' || /\.(localhost|local|internal)$/.test(host) || !host.includes('.')
}
