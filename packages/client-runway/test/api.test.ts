import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'

const root = new URL('../', import.meta.url)
const rows = readFileSync(new URL('api.md', root), 'utf8')
  .split('\n')
  .map((line) => line.match(/^\| (`.+`) +\| .+ \| `(src\/[^`]+)` +\|$/))
  .filter((row) => row !== null)
  .map(([, methods = '', file = '']) => ({
    methods: [...methods.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    file,
  }))

it('lists every method, and none that is gone', () => {
  const methods = Object.getOwnPropertyNames(RunwayClient.prototype).filter((name) => name !== 'constructor')
  expect(new Set(rows.flatMap((row) => row.methods))).toEqual(new Set(methods))
})

it.each(rows)('$file is there', ({ file }) => {
  expect(readFileSync(new URL(file, root), 'utf8')).not.toBe('')
})
