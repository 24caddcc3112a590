import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SLOW_FILES } from './slow-files.ts'

it('names files that are there', () => {
  const root = new URL('../../../', import.meta.url)
  expect(SLOW_FILES.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
})
