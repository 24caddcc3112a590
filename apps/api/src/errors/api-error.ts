import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** The `type` words of OpenAI's error envelope that we use. */
export type ErrorType =
  | 'invalid_request_error'
  | 'permission_error'
  | 'billing_error'
  | 'conflict_error'
  | 'timeout_error'
  | 'rate_limit_error'
  | 'server_error'
  | 'upstream_error'

export interface ApiErrorDetails {
  type?: ErrorType | undefined
  /** The field at fault, as the caller wrote it. */
  param?: string | undefined
  headers?: Record<string, string> | undefined
}

/** An answer other than 2xx, thrown from anywhere below a route and turned into the envelope in one place. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly type: ErrorType
  readonly param: string | undefined
  readonly headers: Record<string, string>

  constructor(status: ContentfulStatusCode, code: string, message: string, details: ApiErrorDetails = {}) {
    super(message)
    this.status = status
    this.code = code
    this.type = details.type ?? (status >= 500 ? 'server_error' : 'invalid_request_error')
    this.param = details.param
    this.headers = details.headers ?? {}
  }
}

/** A form whose parts are there, and can't be told apart. */
export function unreadableForm(): ApiError {
  const message = 'The form could not be read: each of its parts needs a Content-Disposition with a name'
  return new ApiError(400, 'invalid_request', message)
}

/** @example `throw invalidRequest('n', 'must be 1 to 10')` */
export function invalidRequest(param: string, message: string): ApiError {
  return new ApiError(400, 'invalid_request', `${param}: ${message}`, { param })
}
