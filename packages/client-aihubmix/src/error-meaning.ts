import type { Disposition } from '@jointo/http-base'

/**
 * What an error of the gateway means. Its status alone is no guide: 503 is a wrong model as often as an overload, 403 is
 * an empty account.
 */
export type ErrorMeaning =
  | 'invalid_request'
  | 'wrong_key'
  | 'no_balance'
  | 'not_allowed'
  | 'model_unavailable'
  | 'not_found'
  | 'content_refused'
  | 'rate_limited'
  | 'overloaded'
  | 'unknown'

export interface SpokenError {
  status?: number | undefined
  code?: string | undefined
  message?: string | undefined
}

interface Row {
  meaning: ErrorMeaning
  statuses?: readonly number[]
  codes?: RegExp
  words?: RegExp
  /** Believe the words under a 5xx too. Elsewhere they could be those of a fault that came after the work began. */
  wordsIn5xx?: true
}

/** The first row decides whose codes or words fit; rows with statuses alone come last. */
const rows: readonly Row[] = [
  {
    meaning: 'no_balance',
    codes: /insufficient_(user_)?quota|insufficient_balance|payment_required|pre_consume_token_quota_failed/,
    wordsIn5xx: true,
    words:
      /(balance|quota|credit)\b.{0,30}\b(not enough|insufficient|exhausted|used up)|insufficient (user )?(balance|quota|credit)/i,
  },
  {
    meaning: 'content_refused',
    codes: /moderation|content_policy|content_filter|safety|sensitive/,
    words: /safety system|content (policy|management)|moderat(ed|ion)|sensitive (content|words)/i,
  },
  {
    meaning: 'model_unavailable',
    codes: /no_(valid|available)_channel|model_(not_found|retired)|api_not_implemented|async_not_enabled/,
    wordsIn5xx: true,
    words:
      /incorrect model|no (permission or )?available channel|model .{0,60}\b(does not exist|not found|not supported|retired)/i,
  },
  { meaning: 'wrong_key', codes: /authentication_failed|invalid_(api_)?key|invalid_token/ },
  { meaning: 'rate_limited', codes: /rate_limit|too_many/, words: /too many requests|rate limit/i },
  { meaning: 'rate_limited', statuses: [429] },
  { meaning: 'wrong_key', statuses: [401] },
  { meaning: 'no_balance', statuses: [402] },
  { meaning: 'not_allowed', statuses: [403] },
  { meaning: 'not_found', statuses: [404, 410] },
  { meaning: 'model_unavailable', statuses: [501] },
  {
    meaning: 'invalid_request',
    codes: /schema_violation|invalid_(request|value)|unknown_parameter|unsupported_/,
  },
  { meaning: 'invalid_request', statuses: [400, 405, 413, 415, 422] },
  { meaning: 'overloaded', statuses: [503] },
]

export function errorMeaning({ status = 0, code, message }: SpokenError): ErrorMeaning {
  const fits = ({ statuses, codes, words, wordsIn5xx }: Row): boolean =>
    (statuses?.includes(status) ?? false) ||
    (code !== undefined && (codes?.test(code.toLowerCase()) ?? false)) ||
    (message !== undefined && (status < 500 || wordsIn5xx === true) && (words?.test(message) ?? false))
  return rows.find(fits)?.meaning ?? 'unknown'
}

/** Undefined leaves it to the status. An overload may be told after an upstream has begun: it is ambiguous. */
export function meaningDisposition(meaning: ErrorMeaning): Disposition | undefined {
  if (meaning === 'unknown') return undefined
  if (meaning === 'rate_limited') return 'throttled'
  return meaning === 'overloaded' ? 'ambiguous' : 'rejected'
}
