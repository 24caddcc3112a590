import { expect, it } from 'vitest'
import { redact } from './redact.ts'

it.each([
  ['your key my.own-secret is wrong', 'your key [redacted] is wrong'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [redacted]'],
  ['Incorrect API key provided: sk-proj-12345678', 'Incorrect API key provided: [redacted]'],
  ['nothing to hide, task-12', 'nothing to hide, task-12'],
])('%s', (text, expected) => {
  expect(redact(text, ['my.own-secret'])).toBe(expected)
})

it('does not take an empty secret for one', () => {
  expect(redact('abc', [''])).toBe('abc')
})
