import type { ResponseHeaders } from './transport.ts'

export type ParsedJson = { ok: true; value: unknown } | { ok: false }

/** A byte order mark is skipped; nothing at all is `undefined`. */
export function parseJson(bytes: Buffer): ParsedJson {
  const whole = bytes.toString('utf8')
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return text.trim() === '' ? { ok: true, value: undefined } : { ok: false }
  }
}

/** The body of an error, as far as it could be read: JSON, else text. */
export function parseErrorBody(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return undefined
  const parsed = parseJson(bytes)
  return parsed.ok ? parsed.value : bytes.toString('utf8')
}

export function mediaTypeOf(headers: ResponseHeaders): string | undefined {
  const value = headers['content-type']
  return typeof value === 'string' ? value.split(';')[0]?.trim().toLowerCase() : undefined
}

const KNOWN_ENCODINGS = new Set(['', 'identity', 'gzip', 'x-gzip', 'deflate', 'br', 'zstd'])

/** Whether the engine could unpack it; what it can't, it passes on as it came. */
export function isKnownEncoding(headers: ResponseHeaders): boolean {
  const value = headers['content-encoding'] ?? ''
  return (
    typeof value === 'string' &&
    value.split(',').every((word) => KNOWN_ENCODINGS.has(word.trim().toLowerCase()))
  )
}

export function isJson(mediaType: string | undefined): boolean {
  return mediaType === undefined || mediaType === 'application/json' || mediaType.endsWith('+json')
}

/** Of the decoded bytes, so unknown when they are compressed on the way. */
export function contentLengthOf(headers: ResponseHeaders): number | undefined {
  const value = headers['content-length']
  if (headers['content-encoding'] !== undefined || typeof value !== 'string') return undefined
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined
}
