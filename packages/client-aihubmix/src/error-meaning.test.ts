import { expect, it } from 'vitest'
import { errorMeaning, meaningDisposition, type ErrorMeaning, type SpokenError } from './error-meaning.ts'

it.each<[SpokenError, ErrorMeaning, string | undefined]>([
  [{ status: 503, message: 'Incorrect model ID, or no permission' }, 'model_unavailable', 'rejected'],
  [{ status: 503, message: 'no available channel for model x' }, 'model_unavailable', 'rejected'],
  [{ status: 500, code: 'no_valid_channel_error' }, 'model_unavailable', 'rejected'],
  [{ status: 503, message: 'The upstream load is at its limit' }, 'overloaded', 'ambiguous'],
  [{ status: 403, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 400, code: 'insufficient_user_quota' }, 'no_balance', 'rejected'],
  [{ status: 429, code: 'insufficient_quota' }, 'no_balance', 'rejected'],
  [{ status: 402 }, 'no_balance', 'rejected'],
  [{ status: 403, message: 'IP not allowed' }, 'not_allowed', 'rejected'],
  [{ status: 401, code: 'authentication_failed' }, 'wrong_key', 'rejected'],
  [{ status: 400, code: 'moderation_blocked' }, 'content_refused', 'rejected'],
  [
    { status: 400, message: 'Your request was rejected by the safety system.' },
    'content_refused',
    'rejected',
  ],
  [{ status: 500, message: 'moderation service crashed' }, 'unknown', undefined],
  [{ status: 429 }, 'rate_limited', 'throttled'],
  [{ status: 200, code: 'rate_limit_exceeded' }, 'rate_limited', 'throttled'],
  [{ status: 200, code: 'invalid_value' }, 'invalid_request', 'rejected'],
  [{ status: 200, code: 'endpoints_unavailable' }, 'unknown', undefined],
  [{ status: 404 }, 'not_found', 'rejected'],
  [{ status: 501, code: 'api_not_implemented' }, 'model_unavailable', 'rejected'],
  [{ status: 502 }, 'unknown', undefined],
])('%j means %s', (error, meaning, disposition) => {
  expect(errorMeaning(error)).toBe(meaning)
  expect(meaningDisposition(meaning)).toBe(disposition)
})
