import { describe, expect, it } from 'vitest'
import { formatCredits, parseCredits } from './credits.ts'

describe('credits', () => {
  it.each([
    ['0', 0n],
    ['12', 12_000_000n],
    ['12.5', 12_500_000n],
    ['0.000001', 1n],
    ['-3.25', -3_250_000n],
    ['999999999999', 999_999_999_999_000_000n],
  ])('reads and writes %s', (text, amount) => {
    expect(parseCredits(text)).toBe(amount)
    expect(formatCredits(amount)).toBe(text)
  })

  it.each(['', '1.0000001', '1e3', ' 1', '1,5', '.5', '1.', '0x10', '1000000000000', 'NaN'])(
    'refuses %j',
    (text) => expect(() => parseCredits(text)).toThrow(RangeError),
  )
})
