import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'

/** What the console's own scripts send; a page of another origin can't without asking first, and nobody says yes. */
const HEADER = 'x-jointo-console'
const READS = new Set(['GET', 'HEAD'])

/**
 * The cookie alone opens nothing: browsers say where a request comes from, and what changes something needs a header that
 * forms and links can't send. `SameSite=Strict` is the third lock.
 *
 * @throws ApiError 403 `cross_origin`
 */
export function refuseOtherOrigins(c: AppContext): void {
  const site = c.req.header('sec-fetch-site')
  const isOurs = site === undefined || site === 'same-origin'
  if (isOurs && (READS.has(c.req.method) || c.req.header(HEADER) !== undefined)) return
  throw new ApiError(403, 'cross_origin', 'The console can be used only from its own pages', {
    type: 'permission_error',
  })
}
