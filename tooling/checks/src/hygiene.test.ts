import { expect, test } from 'vitest'
import { checkLockfile, checkText } from './hygiene.ts'

// Bad examples are put together here, so that the check of the whole repository does not find them.
const bad = (...parts: string[]): string => parts.join('')

test.for([
  ['a.md', bad('see /', 'work/main/x.ts'), 'one machine'],
  ['a.sh', bad('cd "/', 'root/project"'), 'one machine'],
  ['a.json', bad('"https://registry', '.npmjs.org/got"'), 'names a registry'],
  ['a.test.ts', bad('describe', ".only('x', () => {})"), 'leaves tests out'],
  ['a.test.ts', bad('test.for([])', ".skip('x')\n", 'it', ".todo('x')"), 'leaves tests out'],
  ['a.ts', bad('const a = b as', ' any'), 'type checker off'],
  ['a.ts', bad('// @ts', '-ignore because'), 'silences'],
])('%s may not contain %s', ([file, text, why]) => {
  const problems = checkText(file ?? '', text ?? '')
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(why ?? '')])
})

test.for([
  ['a.md', 'homework/maths, /workspace/x, https://example.com/work/x'],
  ['a.ts', '// the same as\tany other\nconst any = 1; test.skipIf(!exists)("x", () => {})'],
  ['a.md', bad('it', '.only in prose')],
])('%s may contain %s', ([file, text]) => {
  expect(checkText(file ?? '', text ?? '')).toEqual([])
})

test('a lock file with an address is refused, with the line', () => {
  const text = bad('packages:\n  got@1.0.0:\n    resolution: {tarball: ht', 'tps://host/got.tgz}\n')
  expect(checkLockfile('pnpm-lock.yaml', text)).toMatchObject([{ file: 'pnpm-lock.yaml', line: 3 }])
  expect(checkLockfile('pnpm-lock.yaml', 'resolution: {integrity: sha512-x}')).toEqual([])
})
