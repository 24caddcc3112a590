import { describe, expect, test } from 'vitest'
import { readBearer } from './bearer.ts'

describe('readBearer', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['   ', undefined],
    ['Bearer jt_live_x', 'jt_live_x'],
    ['bearer jt_live_x', 'jt_live_x'],
    ['BEARER  \t jt_live_x ', 'jt_live_x'],
    // Something was sent, but no key: different from nothing only in what it is not.
    ['Basic dXNlcg==', ''],
    ['Bearer', ''],
    ['Bearer a b', ''],
    ['jt_live_x', ''],
  ])('%j', (header, key) => {
    expect(readBearer(header)).toBe(key)
  })

  test('two headers, which arrive joined, are refused', () => {
    expect(() => readBearer('Bearer a, Bearer b')).toThrow('exactly one Authorization header')
  })
})
