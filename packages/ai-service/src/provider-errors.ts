import { isProviderError } from '@jointo/providers'
import { ServiceError, type ServiceErrorCode } from './errors.ts'

/** What a provider refuses before any call is the caller's to mend. */
export function asRequestError(error: unknown): unknown {
  if (!isProviderError(error)) return error
  const code =
    error.code === 'model_not_found' || error.code === 'model_not_priced' ? error.code : 'invalid_request'
  return new ServiceError(code, error.message, { param: error.param, cause: error })
}

/** How a failed call to a vendor is told to customers. */
export function callFailure(error: unknown): { code: ServiceErrorCode; message: string } {
  if (!isProviderError(error)) {
    return { code: 'vendor_unavailable', message: 'The vendor could not be reached. Try again later.' }
  }
  switch (error.code) {
    case 'content_refused':
    case 'vendor_rejected':
    case 'vendor_unavailable':
    case 'result_unavailable':
    case 'model_not_found':
    case 'model_not_priced':
    case 'invalid_request':
      return { code: error.code, message: error.message }
    case 'not_supported':
      return { code: 'invalid_request', message: error.message }
    case 'aborted':
      return { code: 'canceled', message: 'The call was cancelled.' }
  }
}

/** A call that may have been taken, and paid for, must not look as if trying again were free. */
export function asCallError(error: unknown): ServiceError {
  if (isProviderError(error) && error.disposition === 'ambiguous' && error.code === 'vendor_unavailable') {
    return new ServiceError(
      'submission_outcome_unknown',
      'The vendor broke off before its answer was there. Nothing was charged.',
      { cause: error },
    )
  }
  const { code, message } = callFailure(error)
  const details = isProviderError(error) ? { param: error.param, retryAfterMs: error.retryAfterMs } : {}
  return new ServiceError(code, message, { ...details, cause: error })
}

/** A stream that broke after part of its answer, which is charged. */
export function asPaidBreak(error: unknown): ServiceError {
  const { code, message, param, retryAfterMs } = asCallError(error)
  const what =
    code === 'submission_outcome_unknown' ? 'The vendor broke off in the middle of its answer.' : message
  const text = `${what} What had come until then was charged.`
  return new ServiceError(code, text, { param, retryAfterMs, cause: error })
}
