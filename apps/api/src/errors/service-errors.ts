import type { ServiceError, ServiceErrorCode } from '@jointo/ai-service'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ApiError, type ErrorType } from './api-error.ts'
import { retryAfterHeaders } from './retry-after.ts'

interface Answer {
  status: ContentfulStatusCode
  type: ErrorType
  headers?: Record<string, string>
  /** The client may come again after a while: the wait in milliseconds when the service names none. */
  retryAfterMs?: number
}

const NO_RETRY = { 'x-should-retry': 'false' }
const BEARER = { 'www-authenticate': 'Bearer' }

/**
 * Existing SDKs send 408, 409, 429 and 5xx again by themselves, and only some of them read `x-should-retry`. So
 * whatever may already have been paid is a 422, and what is certain to be unpaid may be a 503.
 */
const ANSWERS: Record<ServiceErrorCode, Answer> = {
  missing_api_key: { status: 401, type: 'invalid_request_error', headers: BEARER },
  invalid_api_key: { status: 401, type: 'invalid_request_error', headers: BEARER },
  key_expired: { status: 401, type: 'invalid_request_error', headers: BEARER },
  key_revoked: { status: 401, type: 'invalid_request_error', headers: BEARER },
  invalid_request: { status: 400, type: 'invalid_request_error' },
  model_not_priced: { status: 400, type: 'invalid_request_error' },
  insufficient_credits: { status: 402, type: 'billing_error' },
  spend_limit_reached: { status: 402, type: 'billing_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  too_late: { status: 409, type: 'conflict_error', headers: NO_RETRY },
  vendor_task_taken: { status: 409, type: 'conflict_error', headers: NO_RETRY },
  idempotency_in_progress: { status: 409, type: 'conflict_error', retryAfterMs: 1000 },
  answer_not_kept: { status: 409, type: 'conflict_error', headers: NO_RETRY },
  idempotency_key_reuse: { status: 422, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  request_too_large: { status: 413, type: 'invalid_request_error' },
  url_not_allowed: { status: 400, type: 'invalid_request_error' },
  limit_reached: { status: 409, type: 'conflict_error', headers: NO_RETRY },
  rate_limited: { status: 429, type: 'rate_limit_error', retryAfterMs: 1000 },
  range_not_satisfiable: { status: 416, type: 'invalid_request_error' },
  content_refused: { status: 422, type: 'invalid_request_error', headers: NO_RETRY },
  vendor_rejected: { status: 422, type: 'upstream_error', headers: NO_RETRY },
  submission_outcome_unknown: { status: 422, type: 'upstream_error', headers: NO_RETRY },
  deadline_exceeded: { status: 422, type: 'upstream_error', headers: NO_RETRY },
  result_unavailable: { status: 422, type: 'upstream_error', headers: NO_RETRY },
  canceled: { status: 422, type: 'invalid_request_error', headers: NO_RETRY },
  vendor_unavailable: { status: 503, type: 'upstream_error', retryAfterMs: 2000 },
  not_ready: { status: 503, type: 'server_error', retryAfterMs: 2000 },
  overloaded: { status: 503, type: 'server_error', retryAfterMs: 2000 },
}

export function isServiceError(error: unknown): error is ServiceError {
  return (
    error instanceof Error && error.name === 'ServiceError' && isServiceErrorCode(Reflect.get(error, 'code'))
  )
}

export function isServiceErrorCode(code: unknown): code is ServiceErrorCode {
  return typeof code === 'string' && Object.hasOwn(ANSWERS, code)
}

export function fromServiceError(error: ServiceError): ApiError {
  return answerFor(error.code, error.message, { param: error.param, retryAfterMs: error.retryAfterMs })
}

/** The one place where a code of the service becomes a status. */
export function answerFor(
  code: ServiceErrorCode,
  message: string,
  details: { param?: string | undefined; retryAfterMs?: number | undefined } = {},
): ApiError {
  const answer = ANSWERS[code]
  const waitMs = answer.retryAfterMs === undefined ? undefined : (details.retryAfterMs ?? answer.retryAfterMs)
  return new ApiError(answer.status, code, message, {
    type: answer.type,
    param: details.param,
    headers: { ...answer.headers, ...(waitMs === undefined ? {} : retryAfterHeaders(waitMs)) },
  })
}
