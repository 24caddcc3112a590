import { createHash, timingSafeEqual } from 'node:crypto'
import type { AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { answerFor } from '../errors/service-errors.ts'
import { readBearer } from '../http/bearer.ts'
import { countWrongKey } from '../limits/authenticate.ts'

/** For `/admin`: the operator's key, compared in constant time. */
export const requireAdminKey: AppMiddleware = async function requireAdminKey(c, next) {
  const key = readBearer(c.req.header('authorization'))
  if (key === undefined)
    throw answerFor('missing_api_key', 'Send the admin key as Authorization: Bearer <key>')
  const expected = c.get('settings').adminApiKey
  if (expected === undefined) {
    throw new ApiError(403, 'admin_disabled', 'This server has no admin key: start it with ADMIN_API_KEY', {
      type: 'permission_error',
    })
  }
  if (!timingSafeEqual(digest(key), digest(expected))) {
    await countWrongKey(c)
    if (/^jt_(live|test)_/.test(key)) {
      throw new ApiError(403, 'insufficient_scope', 'An account key cannot use /admin', {
        type: 'permission_error',
      })
    }
    throw answerFor('invalid_api_key', 'The admin key is wrong')
  }
  await next()
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
