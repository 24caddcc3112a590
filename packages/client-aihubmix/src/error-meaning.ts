import type { Disposition } from '@jointo/http-base'
import { errorRows, type ErrorMeaning, type ErrorRow } from './error-rows.ts'

export interface SpokenError {
  status?: number | undefined
  code?: string | undefined
  message?: string | undefined
}

/** What an error of the gateway means, by its code and words before its status. */
export function errorMeaning({ status = 0, code, message }: SpokenError): ErrorMeaning {
  const fits = ({ statuses, codes, words, wordsIn5xx }: ErrorRow): boolean =>
    (statuses?.includes(status) ?? false) ||
    (code !== undefined && (codes?.test(code.toLowerCase()) ?? false)) ||
    (message !== undefined && (status < 500 || wordsIn5xx === true) && (words?.test(message) ?? false))
  return errorRows.find(fits)?.meaning ?? 'unknown'
}

/** Undefined leaves it to the status. An overload may be told after an upstream has begun: it is ambiguous. */
export function meaningDisposition(meaning: ErrorMeaning): Disposition | undefined {
  switch (meaning) {
    case 'unknown':
    case 'upstream_fault':
      return undefined
    case 'rate_limited':
      return 'throttled'
    case 'overloaded':
      return 'ambiguous'
    default:
      return 'rejected'
  }
}
