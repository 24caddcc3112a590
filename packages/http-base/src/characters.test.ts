import { expect, it } from 'vitest'
import { countCharacters, hasCharacters } from './characters.ts'

it.each([
  ['', 0],
  ['abc', 3],
  ['a😀', 2],
  ['😀'.repeat(30), 30],
  ['e\u0301', 2],
  ['\ud83d', 1],
])('%j has %i characters', (text, count) => {
  expect(countCharacters(text)).toBe(count)
  expect(hasCharacters(count)(text)).toBe(true)
  expect(hasCharacters(count - 1)(text)).toBe(false)
})
