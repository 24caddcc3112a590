import { isIP } from 'node:net'
import { invalidRequest } from '../provider-error.ts'

/**
 * Addresses that the vendor fetches for us: https of a public name, so that nobody reads what lies inside a network.
 * @throws ProviderError `invalid_request` naming `param`
 */
export function checkPublicAddress(url: string, param: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  // A dot at the end is the same name; parsing has made one writing of all numbers.
  const host = address?.hostname.replace(/\.$/, '') ?? ''
  const isPublic = host.includes('.') && isIP(host) === 0 && !/\.(localhost|local|internal)$/.test(host)
  if (address?.protocol === 'https:' && isPublic && address.username === '') return address
  throw invalidRequest(
    param,
    'Give an https: address of a public host name, or the file itself as a data: URL.',
  )
}
