/** What a Range header asks for: from a place on, from a place to another (inclusive), or the last bytes. */
export type RequestedRange = { start: number; end?: number } | { suffix: number }

/**
 * Undefined stands for the whole file: no header, another unit, several ranges, or nonsense. RFC 9110 wants all of
 * these ignored, not refused.
 */
export function parseRange(header: string | undefined): RequestedRange | undefined {
  const ranges = /^bytes=(.*)$/i.exec(header?.trim() ?? '')?.[1]?.split(',') ?? []
  // Lists may have empty places.
  const [only = '', ...more] = ranges.map((range) => range.trim()).filter((range) => range !== '')
  const match = /^(\d*)-(\d*)$/.exec(only)
  if (match === null || more.length > 0) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? undefined : { suffix: placeOf(last) }
  const start = placeOf(first)
  if (last === '') return { start }
  const end = placeOf(last)
  return end < start ? undefined : { start, end }
}

/** Beyond any file is beyond it, however many digits it has. */
const placeOf = (digits: string): number => Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
