import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rows as conformance } from './helpers/conformance-rows.ts'
import { methods } from './helpers/methods.ts'

const root = new URL('../', import.meta.url)
const rows = readFileSync(new URL('api.md', root), 'utf8')
  .split('\n')
  .map((line) => line.match(/^\| (`.+`) +\| `(.+)` +\| `(src\/[^`]+)` +\|$/))
  .filter((row) => row !== null)
  .map(([, names = '', route = '', file = '']) => ({
    methods: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    route,
    file,
  }))

it('lists every method, and none that is gone', () => {
  const listed = rows.flatMap((row) => row.methods)
  expect(new Set(listed)).toEqual(new Set(methods))
  expect(listed).toHaveLength(methods.length)
})

// What the conformance table sees on the wire.
it.each(conformance)('says where $method goes', ({ method, route }) => {
  expect(rows.find((row) => row.methods.includes(method))?.route).toBe(route)
})

it.each(rows)('$file has what $methods takes or gives', ({ file, route }) => {
  const text = readFileSync(new URL(file, root), 'utf8')
  if (!route.startsWith('POST')) return expect(text).not.toBe('')
  const [, path = ''] = route.split(' ')
  const name = path.split('/').at(-1) ?? ''
  expect(text).toContain(name)
})
