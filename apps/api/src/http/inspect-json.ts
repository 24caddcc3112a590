import { formatPath } from '@jointo/ai-service'
import { ApiError } from '../errors/api-error.ts'

/** Deeper than any request of ours; below what recursive code of others survives. */
const MAX_DEPTH = 64
/** Above this many values, parsing alone would block everybody else. */
const MAX_VALUES = 50_000

const [QUOTE, COMMA, BRACKET, BACKSLASH, BRACE] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b]

/**
 * Refuses JSON which is valid but which nobody means: text the database cannot hold (NUL, halves of surrogate pairs),
 * numbers that became infinite, `__proto__`, and shapes made to cost time.
 *
 * @returns what it says
 */
export function inspectJson(text: string): object {
  if (text.length > MAX_VALUES && hasTooManyValues(text)) {
    throw new ApiError(413, 'request_too_large', `The body holds more than ${MAX_VALUES} values`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ApiError(
      400,
      'invalid_json',
      text.trim() === '' ? 'The body is empty' : 'The body is not valid JSON',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'invalid_type', 'The body must be a JSON object')
  }
  // Whoever is at fault is looked for only then: remembering every path would cost with each request.
  if (!isHarmless(value, 0)) inspectValues(value)
  return value
}

function inspectText(text: string, param: string): void {
  if (text.includes('\0')) throw refused(param, 'contains a NUL character')
  if (!text.isWellFormed()) throw refused(param, 'contains half of a surrogate pair')
}

function isHarmless(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isHarmlessText(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= MAX_DEPTH) return false
  if (Array.isArray(value)) return value.every((child) => isHarmless(child, depth + 1))
  return Object.entries(value).every(
    ([key, child]) => key !== '__proto__' && isHarmlessText(key) && isHarmless(child, depth + 1),
  )
}

function isHarmlessText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function inspectValues(root: object): void {
  const pending: { value: unknown; path: PropertyKey[] }[] = [{ value: root, path: [] }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next
    if (typeof value === 'string') inspectText(value, formatPath(path))
    else if (typeof value === 'number' && !Number.isFinite(value))
      throw refused(formatPath(path), 'is too large')
    else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH)
        throw refused(formatPath(path.slice(0, 3)), `is nested deeper than ${MAX_DEPTH}`)
      for (const [key, child] of Object.entries(value)) {
        const step = Array.isArray(value) ? Number(key) : key
        if (key === '__proto__') throw refused(formatPath([...path, key]), 'is not a field')
        inspectName(key, path)
        pending.push({ value: child, path: [...path, step] })
      }
    }
  }
}

/** Each value but the first comes after one of `, [ {`. What is inside of texts does not count: most of a body is text. */
function hasTooManyValues(text: string): boolean {
  let values = 0
  let texts = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit === QUOTE) {
      texts += 1
      index = endOfText(text, index)
    } else if (unit === COMMA || unit === BRACKET || unit === BRACE) values += 1
    // A value has a name at most, so that many texts have too few values between them to be JSON.
    if (values > MAX_VALUES || texts > 2 * MAX_VALUES + 2) return true
  }
  return false
}

/** A search finds the end of nearly all of them at once; those with a quote in them are read. */
function endOfText(text: string, start: number): number {
  const quote = text.indexOf('"', start + 1)
  if (quote === -1) return text.length
  if (text.charCodeAt(quote - 1) !== BACKSLASH) return quote
  for (let index = start + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit === BACKSLASH) index += 1
    else if (unit === QUOTE) return index
  }
  return text.length
}

/** There is no way to write such a name: the fault lies in what has it. */
function inspectName(name: string, path: readonly PropertyKey[]): void {
  if (isHarmlessText(name)) return
  const param = path.length === 0 ? undefined : formatPath(path)
  const where = param === undefined ? 'The body' : `${param}:`
  throw new ApiError(
    400,
    'invalid_request',
    `${where} has a field whose name holds a NUL character or half of a surrogate pair`,
    { param },
  )
}

function refused(param: string, fault: string): ApiError {
  return new ApiError(400, 'invalid_request', `${param} ${fault}`, { param })
}
