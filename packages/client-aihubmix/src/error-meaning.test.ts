import { expect, it } from 'vitest'
import { errorMeaning, meaningDisposition, type SpokenError } from './error-meaning.ts'
import type { ErrorMeaning } from './error-rows.ts'

it.each<[SpokenError, ErrorMeaning, string | undefined]>([
  // 400
  [{ status: 400, code: 'schema_violation' }, 'invalid_request', 'rejected'],
  [{ status: 400, code: 'prompt_missing' }, 'invalid_request', 'rejected'],
  [{ status: 400, code: 'size_not_supported' }, 'invalid_request', 'rejected'],
  [{ status: 400, message: 'Incorrect model ID' }, 'model_not_found', 'rejected'],
  [{ status: 400, code: 'no_valid_channel_error' }, 'model_unavailable', 'rejected'],
  [{ status: 400, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 400, code: 'moderation_blocked' }, 'content_refused', 'rejected'],
  [{ status: 400, code: 'content_policy_violation' }, 'content_refused', 'rejected'],
  [
    { status: 400, message: 'Your request was rejected by the safety system.' },
    'content_refused',
    'rejected',
  ],
  // 401, 402, 403
  [{ status: 401, code: 'authentication_failed' }, 'wrong_key', 'rejected'],
  [{ status: 401, message: 'Invalid token' }, 'wrong_key', 'rejected'],
  [{ status: 402 }, 'no_balance', 'rejected'],
  [{ status: 403, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 403, message: 'IP not allowed' }, 'not_allowed', 'rejected'],
  [{ status: 403, code: 'async_not_enabled' }, 'not_enabled', 'rejected'],
  // 404, 409, 410, 413
  [{ status: 404 }, 'not_found', 'rejected'],
  [{ status: 404, code: 'model_not_found' }, 'model_not_found', 'rejected'],
  [{ status: 404, code: 'model_retired' }, 'model_not_found', 'rejected'],
  [{ status: 409, code: 'result_not_ready' }, 'not_ready', 'rejected'],
  [{ status: 409 }, 'unknown', undefined],
  [{ status: 410, code: 'artifact_expired' }, 'expired', 'rejected'],
  [{ status: 410 }, 'expired', 'rejected'],
  [{ status: 413 }, 'invalid_request', 'rejected'],
  // 429
  [{ status: 429, message: 'Too many requests' }, 'rate_limited', 'throttled'],
  [{ status: 429, code: 'too_many_downloads' }, 'rate_limited', 'throttled'],
  [{ status: 429, code: 'insufficient_quota' }, 'no_balance', 'rejected'],
  // 5xx
  [{ status: 500, code: 'endpoints_unavailable' }, 'upstream_fault', undefined],
  [{ status: 500, message: 'moderation service crashed' }, 'upstream_fault', undefined],
  [{ status: 500, code: 'no_valid_channel_error' }, 'model_unavailable', 'rejected'],
  [{ status: 501, code: 'api_not_implemented' }, 'unsupported', 'rejected'],
  [{ status: 502 }, 'upstream_fault', undefined],
  [{ status: 504 }, 'upstream_fault', undefined],
  [{ status: 503, message: 'Incorrect model ID, or no permission' }, 'model_unavailable', 'rejected'],
  [{ status: 503, message: 'Incorrect model ID' }, 'model_unavailable', 'rejected'],
  [{ status: 503, message: 'no available channel for model x' }, 'model_unavailable', 'rejected'],
  [{ status: 503, message: 'The upstream load is at its limit' }, 'overloaded', 'ambiguous'],
  // 200 with an error inside
  [{ status: 200, code: 'rate_limit_exceeded' }, 'rate_limited', 'throttled'],
  [{ status: 200, code: 'invalid_value' }, 'invalid_request', 'rejected'],
  [{ status: 200, code: 'endpoints_unavailable' }, 'upstream_fault', undefined],
  [{ status: 200, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 200, message: 'something else' }, 'unknown', undefined],
  // Anthropic's and Google's words
  [{ status: 200, code: 'overloaded_error' }, 'overloaded', 'ambiguous'],
  [{ status: 529 }, 'overloaded', 'ambiguous'],
  [{ status: 200, code: 'RESOURCE_EXHAUSTED' }, 'rate_limited', 'throttled'],
  [{ status: 400, code: 'INVALID_ARGUMENT' }, 'invalid_request', 'rejected'],
])('%j means %s', (error, meaning, disposition) => {
  expect(errorMeaning(error)).toBe(meaning)
  expect(meaningDisposition(meaning)).toBe(disposition)
})
