import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/**
 * Checks an address that a vendor gave us, by its looks: https, no user info, a public host. A simulator on this machine
 * or in a private network may name itself too.
 *
 * @returns what is wrong with it, or the address to open
 */
export function checkVendorUrl(address: string, baseUrl: URL): { url: URL } | { problem: string } {
  const url = URL.parse(address)
  if (url === null) return { problem: 'the vendor gave an address that is none' }
  if (url.username !== '' || url.password !== '') return { problem: 'the address holds user info' }
  if (/^https?:$/.test(url.protocol) && isInsideOwnNetwork(url, baseUrl)) return { url }
  if (url.protocol !== 'https:') return { problem: `${url.protocol} is not opened, only https:` }
  if (isPrivateHost(url.hostname)) return { problem: `${url.hostname} is not a public host` }
  return { url }
}

/** A vendor reached in a private network may name its own host there, on any port; nobody else may. */
export function isInsideOwnNetwork(url: URL, baseUrl: URL): boolean {
  if (!isPrivateHost(baseUrl.hostname)) return false
  return url.hostname === baseUrl.hostname || (isThisMachine(url.hostname) && isThisMachine(baseUrl.hostname))
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
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
