import { InvalidArgumentError } from './caller-errors.ts'

/**
 * Builds a path from values: each becomes one encoded segment and can't escape it.
 *
 * @throws InvalidArgumentError when a value is empty, `.` or `..`
 * @example path`/v1/tasks/${id}`
 */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((built, part, index) => built + encodeSegment(values[index - 1]) + part)
}

function encodeSegment(value: string | number | undefined): string {
  const text = String(value ?? '')
  if (text === '' || text === '.' || text === '..') {
    throw new InvalidArgumentError(`"${text}" can not be part of an address`)
  }
  return encodeURIComponent(text)
}
