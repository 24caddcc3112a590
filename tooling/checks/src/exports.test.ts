import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkExports, describeExports } from './exports.ts'

const root = mkdtempSync(path.join(tmpdir(), 'jointo-exports-'))
afterAll(() => rm(root, { recursive: true, force: true }))

const MANIFEST = 'packages/one/package.json'
const FILES = {
  [MANIFEST]: JSON.stringify({
    name: '@jointo/one',
    exports: {
      '.': { '@jointo/source': './src/index.ts', default: './dist/index.js' },
      './more': { '@jointo/source': './src/more.ts', default: './dist/more.js' },
      './package.json': './package.json',
    },
  }),
  'packages/one/src/index.ts': `// export { inAComment } from './kite.ts'
export {
  Kite,
  fly as startFlying,
  type Wind,
} from './kite.ts'
export type { Rope } from './rope.ts'
export type * from './more.ts'
export { sky } from '@jointo/two'
`,
  'packages/one/src/kite.ts':
    'export abstract class Kite {}\nexport async function fly(): Promise<void> {}\nexport interface Wind {}\n',
  'packages/one/src/rope.ts': 'export type Rope = string\n',
  'packages/one/src/more.ts': 'export const LENGTHS = [1]\nconst hidden = 2\nexport interface Knot {}\n',
  'packages/two/src/index.ts': "export { sky } from './sky.ts'\n",
  'packages/two/src/sky.ts': "export const sky = 'blue'\n",
}
for (const [file, text] of Object.entries(FILES)) {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

test('every name is listed by the entry that it is imported from, through whatever files it comes', () => {
  expect(describeExports(MANIFEST, root))
    .toBe(`Everything that others can import from @jointo/one. Written by pnpm docs:write.

@jointo/one
  class Kite
  type Knot
  type LENGTHS
  type Rope
  const sky
  function startFlying
  type Wind

@jointo/one/more
  type Knot
  const LENGTHS
`)
})

test('a list that is missing or old is a problem', () => {
  const old = [expect.objectContaining({ file: 'packages/one/exports.txt' })]
  expect(checkExports(MANIFEST, root)).toEqual(old)
  const list = path.join(root, 'packages/one/exports.txt')
  writeFileSync(list, describeExports(MANIFEST, root) ?? '')
  expect(checkExports(MANIFEST, root)).toEqual([])
  writeFileSync(list, 'another')
  expect(checkExports(MANIFEST, root)).toEqual(old)
})
