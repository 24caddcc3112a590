import { expect, test } from 'vitest'
import { checkRanges } from './ranges.ts'

const WORKSPACE =
  "packages:\n  - packages/*\n\ncatalog:\n  '@types/pg': ^8.23.1\n  pg-boss: 12.38.0\n  zod: 4.6.7\n"
const check = (dependencies: Record<string, string>, folder = 'packages/one'): string[] => {
  const text = JSON.stringify({ dependencies }, undefined, 2)
  return checkRanges(`${folder}/package.json`, text, { dependencies }, WORKSPACE).map(
    ({ line, message }) => `${line} ${message}`,
  )
}

test('ranges for others, one version where SQL of ours writes its tables', () => {
  expect(
    check({ got: '^16.1.0', 'pg-boss': 'catalog:', '@types/pg': 'catalog:', '@jointo/two': 'workspace:^' }),
  ).toEqual([])
  expect(check({ got: '16.1.0', zod: 'catalog:' }, 'apps/one')).toEqual([])
})

test.for([
  [{ got: '16.1.0' }, '3 got must be a range such as ^16.1.0'],
  [{ zod: 'catalog:' }, '3 zod must be a range such as ^4.6.7'],
  [{ 'pg-boss': '^12.38.0' }, '3 pg-boss must be one exact version'],
] as const)('%o is refused', ([dependencies, message]) => {
  expect(check(dependencies)).toEqual([expect.stringContaining(message)])
})
