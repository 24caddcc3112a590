import { ApiError } from '../errors/api-error.ts'

/**
 * The key in an Authorization header; undefined when there is none. Two headers arrive joined by a comma, and which
 * of the two is meant nobody can say.
 */
export function readBearer(header: string | undefined): string | undefined {
  const value = header?.trim() ?? ''
  if (value === '') return undefined
  if (value.includes(',')) {
    throw new ApiError(400, 'invalid_request', 'Send exactly one Authorization header', {
      param: 'Authorization',
    })
  }
  return /^bearer[ \t]+(\S+)$/i.exec(value)?.[1] ?? ''
}
