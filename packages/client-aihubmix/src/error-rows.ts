/**
 * What an error of the gateway means. Its status alone is no guide: 503 is a wrong model as often as an overload, 403 is
 * an empty account.
 */
export type ErrorMeaning =
  | 'invalid_request'
  | 'wrong_key'
  | 'no_balance'
  | 'not_allowed'
  /** Asynchronous work must first be switched on in the vendor's console. */
  | 'not_enabled'
  | 'model_not_found'
  /** No upstream for this model in the key's group; another model may work. */
  | 'model_unavailable'
  /** The route is not offered for this model. */
  | 'unsupported'
  | 'not_found'
  /** A result that is still being made: look again later. */
  | 'not_ready'
  /** Gone for good. */
  | 'expired'
  | 'content_refused'
  | 'rate_limited'
  | 'overloaded'
  | 'upstream_fault'
  | 'unknown'

export interface ErrorRow {
  meaning: ErrorMeaning
  statuses?: readonly number[]
  codes?: RegExp
  words?: RegExp
  /** The statuses under which the words are believed. Default: all but 5xx. */
  wordsUnder?: (status: number) => boolean
}

const always = (): boolean => true

/**
 * The first row decides whose codes or words fit; rows with statuses alone come last. Codes are compared in lower case:
 * the gateway's own, OpenAI's, Anthropic's error types and Google's status words.
 */
export const errorRows: readonly ErrorRow[] = [
  {
    meaning: 'no_balance',
    codes: /insufficient_(user_)?quota|insufficient_balance|payment_required|pre_consume_token_quota_failed/,
    wordsUnder: always,
    words:
      /(balance|quota|credit)\b.{0,30}\b(not enough|insufficient|exhausted|used up)|insufficient (user )?(balance|quota|credit)/i,
  },
  {
    meaning: 'content_refused',
    codes: /moderation|content_policy|content_filter|safety|sensitive/,
    words: /safety system|content (policy|management)|moderat(ed|ion)|sensitive (content|words)/i,
  },
  { meaning: 'not_enabled', codes: /async_not_enabled/ },
  { meaning: 'unsupported', codes: /api_not_implemented/ },
  { meaning: 'model_unavailable', codes: /no_(valid|available)_channel/ },
  {
    meaning: 'model_not_found',
    codes: /model_(not_found|retired)/,
    words:
      /^incorrect model id(?!.*\b(channel|permission))|model .{0,60}\b(does not exist|not found|retired)/i,
  },
  {
    meaning: 'model_unavailable',
    wordsUnder: always,
    words:
      /incorrect model|no (permission or )?(valid |available )?channel|model .{0,60}\b(does not exist|not found|not supported|retired)/i,
  },
  { meaning: 'not_ready', codes: /result_not_ready|video_not_ready/ },
  { meaning: 'expired', codes: /artifact_expired/ },
  {
    meaning: 'wrong_key',
    codes: /authentication_(failed|error)|invalid_(api_)?key|invalid_token|unauthenticated/,
  },
  {
    meaning: 'rate_limited',
    codes: /^rate_limit|^too_many_(requests|downloads)$|^resource_exhausted$/,
    // A refusal with a status of its own may quote the prompt.
    wordsUnder: (status) => status < 400,
    words: /too many requests|rate limit/i,
  },
  { meaning: 'overloaded', codes: /^(overloaded|unavailable)/ },
  { meaning: 'upstream_fault', codes: /endpoints_unavailable|^api_error$/ },
  { meaning: 'not_allowed', codes: /^permission_(error|denied)$/ },
  { meaning: 'not_found', codes: /^not_found(_error)?$/ },
  { meaning: 'rate_limited', statuses: [429] },
  { meaning: 'wrong_key', statuses: [401] },
  { meaning: 'no_balance', statuses: [402] },
  { meaning: 'not_allowed', statuses: [403] },
  { meaning: 'not_found', statuses: [404] },
  { meaning: 'expired', statuses: [410] },
  { meaning: 'unsupported', statuses: [501] },
  {
    meaning: 'invalid_request',
    codes:
      /schema_violation|invalid_(request|value|argument)|^too_many_|unknown_parameter|unsupported_|_(missing|required)$|_too_long$/,
  },
  { meaning: 'invalid_request', statuses: [400, 405, 413, 415, 422] },
  { meaning: 'overloaded', statuses: [503, 529] },
  { meaning: 'upstream_fault', statuses: [500, 502, 504] },
]
