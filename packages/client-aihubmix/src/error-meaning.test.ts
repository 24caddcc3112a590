import { expect, it } from 'vitest'
import { errorDisposition } from './error-disposition.ts'
import { errorMeaning, type SpokenError } from './error-meaning.ts'
import type { ErrorMeaning } from './error-rows.ts'

/** Undefined: as the status alone says, so ambiguous under 200, 408, 409 and 5xx. */
it.each<[SpokenError, ErrorMeaning, string | undefined]>([
  // 400
  [{ status: 400, code: 'schema_violation' }, 'invalid_request', 'rejected'],
  [{ status: 400, code: 'prompt_missing' }, 'invalid_request', 'rejected'],
  [{ status: 400, code: 'size_not_supported' }, 'invalid_request', 'rejected'],
  [{ status: 400, message: 'Incorrect model ID' }, 'model_not_found', undefined],
  [{ status: 400, code: 'no_valid_channel_error' }, 'model_unavailable', 'rejected'],
  [{ status: 400, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 400, code: 'moderation_blocked' }, 'content_refused', undefined],
  [{ status: 400, code: 'content_policy_violation' }, 'content_refused', undefined],
  [{ status: 400, message: 'Your request was rejected by the safety system.' }, 'content_refused', undefined],
  // 401, 402, 403
  [{ status: 401, code: 'authentication_failed' }, 'wrong_key', 'rejected'],
  [{ status: 401, message: 'Invalid token' }, 'wrong_key', undefined],
  [{ status: 402 }, 'no_balance', undefined],
  [{ status: 403, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 403, message: 'IP not allowed' }, 'not_allowed', undefined],
  [{ status: 403, code: 'async_not_enabled' }, 'not_enabled', 'rejected'],
  // 404, 409, 410, 413
  [{ status: 404 }, 'not_found', undefined],
  [{ status: 404, code: 'model_not_found' }, 'model_not_found', 'rejected'],
  [{ status: 404, code: 'model_retired' }, 'model_not_found', 'rejected'],
  [{ status: 409, code: 'result_not_ready' }, 'not_ready', 'rejected'],
  [{ status: 409 }, 'unknown', undefined],
  [{ status: 410, code: 'artifact_expired' }, 'expired', 'rejected'],
  [{ status: 410 }, 'expired', undefined],
  [{ status: 413 }, 'invalid_request', undefined],
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
  [{ status: 503, message: 'no available channel for model x' }, 'model_unavailable', undefined],
  [{ status: 503, message: 'The upstream load is at its limit' }, 'overloaded', undefined],
  // 200 with an error inside
  [{ status: 200, code: 'rate_limit_exceeded' }, 'rate_limited', undefined],
  [{ status: 200, code: 'invalid_value' }, 'invalid_request', undefined],
  [{ status: 200, code: 'endpoints_unavailable' }, 'upstream_fault', undefined],
  [{ status: 200, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 200, message: 'something else' }, 'unknown', undefined],
  // Words of a vendor, or of a prompt that it quotes, name the meaning and decide nothing about money
  [{ status: 200, message: 'rate limit reached while rendering picture 3 of 4' }, 'rate_limited', undefined],
  [{ status: 500, code: 'rate_limit_exceeded' }, 'rate_limited', undefined],
  [{ status: 504, code: 'resource_exhausted' }, 'rate_limited', undefined],
  [{ status: 400, code: 'too_many_images' }, 'invalid_request', undefined],
  [{ status: 400, message: 'bad prompt "a sign that says rate limit"' }, 'invalid_request', undefined],
  [{ status: 408, message: 'timed out after moderation of output' }, 'content_refused', undefined],
  [
    { status: 409, message: 'conflict: "a model not found in the moderation queue"' },
    'content_refused',
    undefined,
  ],
  [{ status: 408, code: 'rate_limit_exceeded' }, 'rate_limited', undefined],
  [{ status: 409, code: 'too_many_requests' }, 'rate_limited', undefined],
  [{ status: 502, code: 'moderation_blocked' }, 'content_refused', undefined],
  [{ status: 503, message: 'a prompt with: incorrect model id' }, 'model_unavailable', undefined],
  // Whole codes on a refusal do
  [{ status: 403, code: 'rate_limit_exceeded' }, 'rate_limited', 'throttled'],
  [{ status: 403, code: 'RESOURCE_EXHAUSTED' }, 'rate_limited', 'throttled'],
  [{ status: 403, code: 'x_rate_limit_exceeded' }, 'not_allowed', undefined],
  [{ status: 504, code: 'no_valid_channel_error' }, 'model_unavailable', 'rejected'],
  // Anthropic's and Google's words
  [{ status: 200, code: 'overloaded_error' }, 'overloaded', undefined],
  [{ status: 529 }, 'overloaded', undefined],
  [{ status: 200, code: 'RESOURCE_EXHAUSTED' }, 'rate_limited', undefined],
  [{ status: 400, code: 'INVALID_ARGUMENT' }, 'invalid_request', undefined],
])('%j means %s', (error, meaning, disposition) => {
  expect(errorMeaning(error)).toBe(meaning)
  expect(errorDisposition(error)).toBe(disposition)
})
