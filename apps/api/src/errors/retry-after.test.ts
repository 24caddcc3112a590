import { expect, test } from 'vitest'
import { retryAfterHeaders } from './retry-after.ts'

test.each([
  [1_200, '2', '1200'],
  [0, '0', '0'],
  [-5, '0', '0'],
  // SDKs ignore a minute and more.
  [3_600_000, '59', '59000'],
])('%i ms', (waitMs, seconds, milliseconds) => {
  expect(retryAfterHeaders(waitMs)).toEqual({ 'retry-after': seconds, 'retry-after-ms': milliseconds })
})
