import { expect, test } from 'vitest'
import { formatPath } from './format-path.ts'

test.each([
  [[], ''],
  [['a', 0, 'b', 'c', 12], 'a[0].b.c[12]'],
  [['a', 0, 1], 'a[0][1]'],
  [['a', '0'], 'a.0'],
])('the path %j is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text)
})
