import { InvalidArgumentError } from './caller-errors.ts'

/** Far more than any id; less than what servers take for an address. */
const MAX_SEGMENT_LENGTH = 2_048

/** Where a call goes, and what all calls of its kind have in common: made with the `path` tag. */
export class Route {
  /** `/v1/tasks/abc` */
  readonly path: string
  /** `/v1/tasks/{}`: for metrics, whose labels must not grow with each id. */
  readonly template: string

  constructor(path: string, template: string = path) {
    this.path = path
    this.template = template
  }

  toString(): string {
    return this.path
  }
}

/**
 * Builds a path from values: each becomes one encoded segment and can't escape it.
 *
 * @throws InvalidArgumentError when a value is empty, `.` or `..`, longer than 2,048 characters, or holds control characters
 * @example path`/v1/tasks/${id}`
 */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): Route {
  const built = parts.reduce((before, part, index) => before + encodeSegment(values[index - 1]) + part)
  return new Route(built, parts.join('{}'))
}

function encodeSegment(value: string | number | undefined): string {
  const text = String(value ?? '')
  const escapes = /^\.{0,2}$/.test(text)
  if (escapes || /\p{Cc}/u.test(text) || text.length > MAX_SEGMENT_LENGTH || !text.isWellFormed()) {
    throw new InvalidArgumentError(`${JSON.stringify(text.slice(0, 40))} can not be part of an address`)
  }
  return encodeURIComponent(text)
}
