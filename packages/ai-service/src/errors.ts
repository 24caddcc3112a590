import { JointoError } from '@jointo/http-base'

/** Every code the service answers with; transports turn it into their own status. */
export type ServiceErrorCode =
  | 'missing_api_key'
  | 'invalid_api_key'
  | 'key_revoked'
  | 'key_expired'
  | 'invalid_request'
  | 'insufficient_credits'
  | 'spend_limit_reached'
  | 'model_not_found'
  | 'model_not_priced'
  | 'idempotency_key_reuse'
  | 'idempotency_in_progress'
  | 'answer_not_kept'
  | 'content_refused'
  | 'vendor_unavailable'
  | 'vendor_rejected'
  | 'submission_outcome_unknown'
  | 'deadline_exceeded'
  | 'result_unavailable'
  | 'canceled'
  | 'too_late'
  | 'vendor_task_taken'
  | 'not_found'
  | 'range_not_satisfiable'
  | 'unsupported_media_type'
  | 'request_too_large'
  | 'url_not_allowed'
  | 'limit_reached'
  | 'rate_limited'
  | 'not_ready'
  | 'overloaded'

const RETRYABLE: ReadonlySet<ServiceErrorCode> = new Set([
  'vendor_unavailable',
  'idempotency_in_progress',
  'not_ready',
  'overloaded',
  'rate_limited',
])

/** @example `throw new ServiceError('invalid_request', 'n must be 1 to 4', { param: 'input.n' })` */
export class ServiceError extends JointoError {
  override readonly name: string = 'ServiceError'
  declare readonly code: ServiceErrorCode
  /** The field at fault, as the caller wrote it: `input.duration_seconds`. */
  readonly param: string | undefined
  /** Wait this long before trying again. */
  readonly retryAfterMs: number | undefined

  constructor(
    code: ServiceErrorCode,
    message: string,
    details: { param?: string | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, {
      code,
      retryable: RETRYABLE.has(code),
      cause: details.cause,
    })
    this.param = details.param
    this.retryAfterMs = details.retryAfterMs
  }
}
