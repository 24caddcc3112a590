import { lookup as resolveHost, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { UnsafeAddressError } from './body-errors.ts'

const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // A cloud's own service for its machines.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(network, prefix, 'ipv6')
}
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** True for addresses that anybody on the internet could reach: no private, local, reserved or translated ones. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** How a host becomes addresses: `dns.lookup`, or a stand-in of its shape. */
export interface ResolveHost {
  (
    hostname: string,
    options: LookupAllOptions,
    callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ): void
}

/**
 * A look-up for sockets that refuses a host when any of its addresses is not public. Decided at each connection, on the
 * addresses that the socket then uses: a name that changes its mind in between gains nothing. Sockets don't look up hosts
 * that are addresses already: check those with `isPrivateHost` before.
 */
export function createPublicLookup(resolve: ResolveHost = resolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0)
      const unsafe = addresses.find(({ address }) => !isPublicAddress(address))
      const [first] = addresses
      if (unsafe !== undefined || first === undefined) {
        return callback(
          new UnsafeAddressError(`${hostname} leads to ${unsafe?.address ?? 'nowhere'}, which is not public`),
          '',
          0,
        )
      }
      if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** The same with the resolver of this machine. */
export const publicLookup: LookupFunction = createPublicLookup()
