import { InvalidArgumentError } from './caller-errors.ts'

/** Far more than any id; less than what servers take for an address. */
const MAX_SEGMENT_LENGTH = 512

/**
 * Builds a path from values: each becomes one encoded segment and can't escape it.
 *
 * @throws InvalidArgumentError when a value is empty, `.` or `..`, longer than 512 characters, or holds control characters
 * @example path`/v1/tasks/${id}`
 */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((built, part, index) => built + encodeSegment(values[index - 1]) + part)
}

function encodeSegment(value: string | number | undefined): string {
  const text = String(value ?? '')
  const escapes = /^\.{0,2}$/.test(text)
  if (escapes || /\p{Cc}/u.test(text) || text.length > MAX_SEGMENT_LENGTH || !text.isWellFormed()) {
    throw new InvalidArgumentError(`${JSON.stringify(text.slice(0, 40))} can not be part of an address`)
  }
  return encodeURIComponent(text)
}
