import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'
import { apiTable, packageRoot } from './helpers/api-table.ts'

const methods = Object.getOwnPropertyNames(RunwayClient.prototype).filter((name) => name !== 'constructor')
const source = readFileSync(new URL('src/client.ts', packageRoot), 'utf8')

/** `/v1/tasks/${id}` and `'/v1/tasks'` of the class, as `api.md` writes them. */
const routesOfClass = [...source.matchAll(/(?:path`|')(\/v1\/[^`']*)/g)].map(([, route = '']) =>
  route.replaceAll(/\$\{(\w+)\}/g, '{$1}'),
)

it('lists every method once, and none that is gone', () => {
  expect(apiTable.map(({ method }) => method).sort()).toEqual(methods.sort())
})

it('lists every route of the class, and none that is gone', () => {
  const listed = apiTable
    .map(({ route }) => route.replace(/^[A-Z]+ /, ''))
    .filter((route) => route.startsWith('/'))
  expect(routesOfClass.length).toBeGreaterThan(60)
  expect(new Set(listed)).toEqual(new Set(routesOfClass))
})

it.each(apiTable)('$method is described in $file', ({ file }) => {
  expect(readFileSync(new URL(file, packageRoot), 'utf8')).not.toBe('')
})
