import { createPublicLookup, UnsafeAddressError, type ResolveHost } from '@jointo/http-base'
import { isIP } from 'node:net'
import { ServiceError } from '../errors.ts'

const RESOLVE_FOR_MS = 3_000

/**
 * Looks up a host when its address is saved, so that a mistake is told at once. What counts is the look-up of each
 * connection; a name that nobody knows (yet), or a resolver that does not answer now, refuses nothing.
 *
 * @throws ServiceError `url_not_allowed` when the name leads inside
 */
export async function checkWebhookHost(url: URL, param: string, resolve?: ResolveHost): Promise<void> {
  // Addresses were judged by their looks.
  if (isIP(url.hostname.replaceAll(/[[\]]/g, '')) > 0) return
  const problem = await new Promise<string | undefined>((done) => {
    const timer = setTimeout(() => done(undefined), RESOLVE_FOR_MS)
    createPublicLookup(resolve)(url.hostname, { all: true }, (error) => {
      clearTimeout(timer)
      if (error instanceof UnsafeAddressError) done('leads to an address that is not on the public internet')
      else done(undefined)
    })
  })
  if (problem !== undefined) throw new ServiceError('url_not_allowed', `${param} ${problem}.`, { param })
}
