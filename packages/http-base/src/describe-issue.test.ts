import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeIssue } from './describe-issue.ts'

test.each([
  [z.string(), undefined, 'is missing; give a text'],
  [z.record(z.string(), z.string()), undefined, 'is missing; give an object'],
  [z.string(), null, 'must be a text, not null'],
  [z.string(), 5, 'must be a text, not a number'],
  [z.string(), true, 'must be a text'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.int(), '5', 'must be a number, not a text'],
  [z.coerce.number(), 'many', 'must be a number'],
  [z.array(z.string()), {}, 'must be a list, not an object'],
  [z.strictObject({}), ['a'], 'must be an object, not a list'],
  [z.boolean(), 'yes', 'must be true or false, not a text'],
  [z.enum(['a', 'b', 'c']), 'd', 'must be "a", "b" or "c"'],
  [z.literal(7), 8, 'must be 7'],
  [z.number().min(1), 0, 'must be at least 1'],
  [z.number().gt(1), 1, 'must be more than 1'],
  [z.number().max(10), 11, 'must be at most 10'],
  [z.array(z.string()).min(1), [], 'must have at least 1 item'],
  [z.string().max(2), 'abc', 'must have at most 2 characters'],
  [z.string().length(2), 'abc', 'must have exactly 2 characters'],
  [z.date(), 'today', 'must be date, not a text'],
  [z.strictObject({}), { a: 1 }, 'is not known; remove it or correct its name'],
  // What a schema says itself, and what needs no other words.
  [z.string().regex(/^a/, 'must begin with a'), 'b', 'must begin with a'],
  [z.number('must be a price'), 'b', 'must be a price'],
  [z.iso.datetime(), 'soon', 'Invalid ISO datetime'],
] as const)('%# says what to give', (schema, value, words) => {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  expect(issue && describeIssue(issue)).toBe(words)
})
