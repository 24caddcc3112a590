import { expect, it } from 'vitest'
import { customerText } from './customer-text.ts'

it.each([
  ['duration: too long (tid: 2f3a9c)', 'duration: too long'],
  ['<html><b>Bad</b> Gateway</html>', 'Bad Gateway'],
  ['two\nlines\u0000 \u202Eback', 'two lines back'],
  ['x'.repeat(400), `${'x'.repeat(299)}…`],
])('%j', (text, expected) => expect(customerText(text)).toBe(expected))
