import { expect, test } from 'vitest'
import { checkRepository } from '../src/check-repository.ts'
import { format } from '../src/problem.ts'
import { listFiles } from '../src/repository.ts'

test('the repository is in order', () => {
  expect(checkRepository().map(format)).toEqual([])
})

test('the checks see the whole repository', () => {
  const files = listFiles()
  expect(files).toEqual(expect.arrayContaining(['pnpm-lock.yaml', 'packages/http-base/package.json']))
  expect(files.filter((file) => file.endsWith('.ts')).length).toBeGreaterThan(200)
})
