import { isPrivateHost } from '@jointo/http-base'
import { hostname as machineName } from 'node:os'
import { ServiceError } from './errors.ts'
import type { ServiceSettings } from './settings.ts'

const MAX_LENGTH = 2_048
/** Those of https; others are where services of an intranet listen. */
const PORTS = new Set(['', '443', '8443'])
const INTERNAL_NAME =
  /\.(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|svc|home\.arpa)$/

export type NetworkSettings = Pick<ServiceSettings, 'allowPrivateNetwork' | 'databaseUrl' | 'environment'>

/**
 * Reads an address that a customer gave us, once: what comes back is what is stored, shown and opened.
 *
 * @throws ServiceError `invalid_request` or `url_not_allowed` that names the field and says what is wrong
 */
export function checkPublicUrl(address: string, settings: NetworkSettings, param: string): URL {
  const invalid = (problem: string) => new ServiceError('invalid_request', `${param} ${problem}.`, { param })
  if (address.length > MAX_LENGTH) throw invalid(`is longer than ${MAX_LENGTH} characters`)
  const url = URL.parse(address)
  if (url === null || !canBeAName(url.hostname))
    throw invalid('must be an address such as https://example.com/a')
  const problem = publicUrlProblem(url, settings)
  if (problem !== undefined) throw new ServiceError('url_not_allowed', `${param} ${problem}.`, { param })
  // Never sent, and signatures of other systems like to hide there.
  url.hash = ''
  return url
}

/** What is wrong with an address by its looks. Asked again before each delivery: settings change, and so do guards. */
export function publicUrlProblem(url: URL, settings: NetworkSettings): string | undefined {
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  const host = url.hostname.replace(/\.$/, '')
  if (settings.allowPrivateNetwork) {
    return /^https?:$/.test(url.protocol) ? undefined : 'must begin with https:// or http://'
  }
  if (url.protocol !== 'https:') return 'must begin with https://'
  if (host === '' || /^\.|\.$|\.\./.test(host) || isPrivateHost(host) || INTERNAL_NAME.test(host))
    return `leads to ${url.hostname}, which is not on the public internet`
  if (isOurs(host, settings)) return 'leads back to this service'
  if (!PORTS.has(url.port)) return 'must use port 443 or 8443'
  return undefined
}

/** The lengths that DNS knows, of the whole and of each part. */
function canBeAName(host: string): boolean {
  return host.length <= 254 && host.split('.').every((part) => part.length <= 63)
}

/** A delivery to ourselves would be a loop, one to our database an attack. */
function isOurs(host: string, { databaseUrl, environment }: NetworkSettings): boolean {
  const own = [environment['PUBLIC_URL'], databaseUrl].map((address) => URL.parse(address ?? '')?.hostname)
  return [machineName().toLowerCase(), ...own].includes(host)
}
