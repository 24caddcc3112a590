import { expect, test } from 'vitest'
import { formatAgo, formatBytes, formatMilliseconds, inWords } from './format.ts'

test('spans are told in the unit that fits', () => {
  expect([12, 1_240, 185_000, 7_500_000].map(formatMilliseconds)).toEqual([
    '12 ms',
    '1.2 s',
    '3 min 5 s',
    '2 h 5 min',
  ])
})

test('what was lately is told from now', () => {
  const now = Date.parse('2026-11-29T12:00:00Z')
  expect(formatAgo('2026-11-29T11:59:20Z', now)).toMatch(/40/)
  expect(formatAgo('2026-11-29T09:00:00Z', now)).toMatch(/3/)
  expect(formatAgo('2026-06-01T09:00:00Z', now)).toMatch(/2026/)
})

test('sizes and names', () => {
  expect([12, 34_400, 5_600_000].map(formatBytes)).toEqual(['12 B', '34 kB', '5.6 MB'])
  expect(inWords('first_frame')).toBe('First frame')
})
