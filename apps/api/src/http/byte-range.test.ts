import { expect, test } from 'vitest'
import { parseRange } from './byte-range.ts'

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=5-5', { start: 5, end: 5 }],
  ['bytes=100-', { start: 100 }],
  ['bytes=-20', { suffix: 20 }],
  [' bytes=-0 ', { suffix: 0 }],
  [undefined, undefined],
  ['', undefined],
  ['bytes=-', undefined],
  ['BYTES=0-1', { start: 0, end: 1 }],
  ['bytes=0-1,', { start: 0, end: 1 }],
  ['bytes=, 0-1 ,', { start: 0, end: 1 }],
  ['bytes=,', undefined],
  ['bytes=0 -1', undefined],
  ['bytes=9-1', undefined],
  ['bytes=0-1,4-5', undefined],
  ['items=0-1', undefined],
  ['bytes=a-b', undefined],
  [`bytes=0-${'9'.repeat(20)}`, { start: 0, end: Number.MAX_SAFE_INTEGER }],
  [`bytes=${'9'.repeat(400)}-`, { start: Number.MAX_SAFE_INTEGER }],
  [`bytes=-${'9'.repeat(20)}`, { suffix: Number.MAX_SAFE_INTEGER }],
])('%j', (header, range) => {
  expect(parseRange(header)).toEqual(range)
})
