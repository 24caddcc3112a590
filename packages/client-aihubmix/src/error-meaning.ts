import { errorRows, type ErrorMeaning, type ErrorRow } from './error-rows.ts'

export interface SpokenError {
  status?: number | undefined
  code?: string | undefined
  message?: string | undefined
}

/** What an error of the gateway means, by its code and words before its status. Whether it was paid for is not told by it. */
export function errorMeaning({ status = 0, code, message }: SpokenError): ErrorMeaning {
  const fits = ({ statuses, codes, words, wordsUnder = isNo5xx }: ErrorRow): boolean =>
    (statuses?.includes(status) ?? false) ||
    (code !== undefined && (codes?.test(code.toLowerCase()) ?? false)) ||
    (message !== undefined && wordsUnder(status) && (words?.test(message) ?? false))
  return errorRows.find(fits)?.meaning ?? 'unknown'
}

/** Elsewhere the words could be those of a fault that came after the work began. */
function isNo5xx(status: number): boolean {
  return status < 500
}
