import type { core } from 'zod'

/**
 * What is wrong with a field, to stand after its name: `is missing; give a text`, `must be a whole number`, `must be at most 10`.
 * Words that a schema has of its own are kept.
 */
export function describeIssue(issue: core.$ZodIssue): string {
  const { code, message } = issue
  if (!OF_ZOD.test(message)) return message
  switch (code) {
    case 'unrecognized_keys':
      return 'is not known; remove it or correct its name'
    case 'invalid_type':
      return wrongType(TYPES[issue.expected] ?? issue.expected, /received (\w+)$/.exec(message)?.[1])
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map((value) => JSON.stringify(value)))}`
    case 'too_small':
      return wrongSize(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')
    case 'too_big':
      return wrongSize(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')
    default:
      return message
  }
}

const OF_ZOD = /^(?:Unrecognized key|Invalid input: expected|Invalid option:|Too small:|Too big:)/

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

function wrongType(wanted: string, received = ''): string {
  if (received === 'undefined') return `is missing; give ${wanted}`
  const got = received === 'boolean' ? undefined : TYPES[received]
  // A fraction is a number, too.
  return got === undefined || wanted.endsWith(received)
    ? `must be ${wanted}`
    : `must be ${wanted}, not ${got}`
}

function oneOf(values: readonly string[]): string {
  const last = values.at(-1) ?? 'something else'
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}

const UNITS: Readonly<Record<string, [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['item', 'items'],
}

function wrongSize(
  { origin, exact }: core.$ZodIssueTooSmall | core.$ZodIssueTooBig,
  limit: number | bigint,
  words: string,
): string {
  const unit = UNITS[origin]?.[limit === 1 ? 0 : 1]
  const size = `${exact === true ? 'exactly' : words} ${limit}`
  return unit === undefined ? `must be ${size}` : `must have ${size} ${unit}`
}
