import type { ServiceError } from '@jointo/ai-service'
import { HTTPException } from 'hono/http-exception'
import type { AppContext } from '../env.ts'
import { ApiError, unreadableForm } from './api-error.ts'
import { causeOf, describeError } from './describe-error.ts'
import { toEnvelope } from './envelope.ts'
import { fromServiceError, isServiceError } from './service-errors.ts'

/** The last stop of every error: one envelope, one status, nothing of our insides. */
export function handleError(error: unknown, c: AppContext): Response {
  const answer = toApiError(error, c)
  return c.json(toEnvelope(answer), answer.status, answer.headers)
}

/** Also for errors after the headers are out, where only the envelope can still be sent. */
export function toApiError(error: unknown, c: AppContext): ApiError {
  if (error instanceof ApiError) return error
  if (isServiceError(error)) return withCause(error, c)
  if (error instanceof HTTPException && error.status < 500) return fromHTTPException(error)
  c.get('logger').error({ requestId: c.get('requestId'), error: describeError(error) }, 'unexpected error')
  return new ApiError(
    500,
    'internal_error',
    `Something failed on our side; quote request id ${c.get('requestId')} when you ask about it`,
    // Nobody knows how far it came: a repeat could be paid twice.
    c.req.method === 'POST' ? { headers: { 'x-should-retry': 'false' } } : {},
  )
}

/** The answer says what the caller can do; the log line of the request also says why. */
function withCause(error: ServiceError, c: AppContext): ApiError {
  const answer = fromServiceError(error)
  const cause = answer.status >= 500 ? causeOf(error) : undefined
  if (cause !== undefined) c.set('cause', cause)
  return answer
}

function fromHTTPException(error: HTTPException): ApiError {
  if (error.status === 415) {
    return new ApiError(415, 'unsupported_media_type', 'Content-Type: not accepted here', {
      param: 'Content-Type',
    })
  }
  return unreadableForm()
}
