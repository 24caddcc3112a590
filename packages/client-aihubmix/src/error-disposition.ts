import type { Disposition } from '@jointo/http-base'
import type { SpokenError } from './error-meaning.ts'

/** The gateway's own codes, whole: it says them before any upstream has begun, under whatever status. */
const REFUSALS: ReadonlySet<string> = new Set([
  'api_not_implemented',
  'artifact_expired',
  'async_not_enabled',
  'authentication_failed',
  'insufficient_user_quota',
  'model_not_found',
  'model_retired',
  'n_not_within_range',
  'no_available_channel',
  'no_valid_channel',
  'no_valid_channel_error',
  'pre_consume_token_quota_failed',
  'prompt_missing',
  'prompt_too_long',
  'result_id_required',
  'result_not_ready',
  'schema_violation',
  'size_not_supported',
  'text_too_long',
])

const THROTTLES = /^(rate_limit(_error|_exceeded)?|too_many_(requests|downloads)|resource_exhausted)$/
/** OpenAI answers 429 to an empty account too: waiting does not help there. */
const EMPTY_ACCOUNT = /^insufficient_(quota|balance)$/

/** The gateway's published sentence for a model that it has no channel for; under 503 it comes without a code as well. */
const NO_MODEL = /^incorrect model id\b/i

/**
 * Whether a call was taken, by the status and by whole codes. Messages are not heard but for one, by its beginning: they
 * may be an upstream's, told after paid work began, or quote the prompt. Undefined leaves it to the status.
 */
export function errorDisposition({ status = 0, code, message = '' }: SpokenError): Disposition | undefined {
  const word = code?.toLowerCase() ?? ''
  if (REFUSALS.has(word) || (status === 503 && NO_MODEL.test(message))) return 'rejected'
  if (status === 429) return EMPTY_ACCOUNT.test(word) ? 'rejected' : 'throttled'
  const refused = status >= 400 && status < 500 && status !== 408 && status !== 409
  return refused && THROTTLES.test(word) ? 'throttled' : undefined
}
