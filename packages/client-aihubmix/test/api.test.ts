import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listMethods } from './helpers/methods.ts'

const root = new URL('../', import.meta.url)
const rows = readFileSync(new URL('api.md', root), 'utf8')
  .split('\n')
  .map((line) => line.match(/^\| (`.+`) +\| .+ \| `(src\/[^`]+)` +\|$/))
  .filter((row) => row !== null)
  .map(([, methods = '', file = '']) => ({
    methods: [...methods.matchAll(/`([\w.]+)`/g)].map(([, name]) => name),
    file,
  }))

it('lists every method, and none that is gone', () => {
  expect(new Set(rows.flatMap((row) => row.methods))).toEqual(new Set(listMethods()))
  expect(rows.length).toBeGreaterThan(40)
})

it.each([...new Set(rows.map(({ file }) => file))])('%s is there', (file) => {
  expect(readFileSync(new URL(file, root), 'utf8')).not.toBe('')
})
