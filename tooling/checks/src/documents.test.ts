import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDocument } from './documents.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'documents-'))
  await mkdir(path.join(root, 'docs'))
  await writeFile(path.join(root, 'docs', 'guide.md'), '# The Guide\n\n## 2. Start, stop\n')
  await writeFile(path.join(root, 'run.ts'), '')
})
afterAll(() => rm(root, { recursive: true, force: true }))

const scripts = { root: new Set(['start', 'test']), packages: new Map([['@jointo/api', new Set(['start'])]]) }
const check = (text: string): string[] =>
  checkDocument('docs/page.md', text, scripts, root).map(({ line, message }) => `${line} ${message}`)

const shell = (command: string): string => ['', '```sh', command, '```'].join('\n')

test.for([
  ['[x](guide.md)', []],
  ['[x](guide.md#2-start-stop)', []],
  ['[x](https://example.com/none.md) [y](mailto:a@b.c) `[z](none.md)`', []],
  ['one\n[x](none.md)', ['2 links to none.md, which does not exist']],
  ['[x](guide.md#none)', ['1 links to guide.md#none: no heading makes #none']],
  ['![x](../none.png "title")', ['1 links to ../none.png, which does not exist']],
] as const)('links: %s', ([text, problems]) => {
  expect(check(text)).toEqual(problems)
})

test.for([
  ['npx -y pnpm@12 start', []],
  ['$ PORT=1 pnpm test --watch', []],
  ['pnpm --filter @jointo/api start', []],
  ['pnpm install && echo', []],
  ['node --conditions=x run.ts', []],
  ['npx -y pnpm@12 strat', ['3 runs the script strat, which package.json does not have']],
  ['pnpm run none', ['3 runs the script none, which package.json does not have']],
  ['pnpm --filter @jointo/api stop', ['3 runs the script stop, which @jointo/api does not have']],
  ['pnpm --filter @jointo/app start', ['3 runs a script of @jointo/app, which is no package here']],
  ['node tooling/none.ts', ['3 runs tooling/none.ts, which does not exist']],
] as const)('commands: %s', ([command, problems]) => {
  expect(check(shell(command))).toEqual(problems)
})

test('commands within lines are commands too', () => {
  expect(check('run `pnpm test`, or\n`pnpm strat`')).toEqual([
    '2 runs the script strat, which package.json does not have',
  ])
})

test('blocks in other languages are no commands', () => {
  expect(check('```ts\npnpm none\n[x](none.md)\n```')).toEqual([])
})
