/** What a Range header asks for: from a place on, from a place to another (inclusive), or the last bytes. */
export type RequestedRange = { start: number; end?: number } | { suffix: number }

/**
 * Undefined stands for the whole file: no header, another unit, several ranges, or nonsense. RFC 9110 wants all of
 * these ignored, not refused.
 */
export function parseRange(header: string | undefined): RequestedRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? undefined : { suffix: Number(last) }
  if (last === '') return { start: Number(first) }
  return Number(last) < Number(first) ? undefined : { start: Number(first), end: Number(last) }
}
