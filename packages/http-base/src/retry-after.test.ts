import { expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-11-24T00:00:00Z')

it.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 1_000],
  [{ 'retry-after': '300' }, 300_000],
  [{ 'retry-after-ms': '1e9' }, undefined],
  [{ 'retry-after-ms': '900000' }, 600_000],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': '1000000000' }, 600_000],
  [{ 'retry-after': '1e9' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'NaN' }, undefined],
  [{ 'retry-after': '12, 13' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{ 'retry-after': 'Tue, 24 Nov 2026 00:00:09 GMT' }, 9_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 00:00:00 GMT' }, 1_000],
  [{ 'retry-after': 'Tue, 24 Nov 2099 00:00:00 GMT' }, 600_000],
  [{}, undefined],
])('%o waits %s ms', (headers, expected) => {
  expect(parseRetryAfter(headers, now)).toBe(expected)
})
