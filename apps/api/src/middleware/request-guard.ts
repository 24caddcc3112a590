import { ApiError } from '../errors/api-error.ts'
import type { AppMiddleware } from '../env.ts'

const MAX_HEADERS = 100
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/** Requests no honest client makes, and which HTTP libraries read in different ways. */
export const requestGuard: AppMiddleware = async function requestGuard(c, next) {
  if (/%00|\0/.test(c.req.url)) throw badRequest('The address contains a NUL character')
  const incoming = c.env?.incoming
  if (incoming !== undefined) {
    if (incoming.url?.startsWith('/') === false) throw badRequest('The request target must be a path')
    if (incoming.url?.includes('#') === true) throw badRequest('The request target must have no fragment')
    // What stands before us may have taken them for another path than we would.
    if (DOT_SEGMENT.test(incoming.url?.split('?')[0] ?? ''))
      throw badRequest('The path must have no . or .. in it')
    const { rawHeaders } = incoming
    // Names and values in turn.
    if (rawHeaders.length > 2 * MAX_HEADERS) {
      throw new ApiError(431, 'too_many_headers', `At most ${MAX_HEADERS} request headers are accepted`)
    }
    if (rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text)).length > 1) {
      throw badRequest('The Host header was sent more than once')
    }
  }
  await next()
}

function badRequest(message: string): ApiError {
  return new ApiError(400, 'invalid_request', message)
}
