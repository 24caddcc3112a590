import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkNames, readVocabulary } from './names.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'names-'))
  await mkdir(path.join(root, 'packages/client-one/src'), { recursive: true })
  await writeFile(path.join(root, 'packages/client-one/src/client.ts'), '')
})
afterAll(() => rm(root, { recursive: true, force: true }))

const vocabulary = readVocabulary([
  { file: 'packages/a/src/a.ts', text: "export function createThing() { log('a rule is broken') }" },
  { file: 'apps/api/src/routes/a.ts', text: "method: 'get', path: '/v1/things/{id}'," },
  { file: 'apps/api/src/settings.ts', text: "read(env, 'DATA_DIR')" },
])
const check = (text: string, file = 'docs/page.md'): string[] =>
  checkNames(file, text, vocabulary, root).map(({ line, message }) => `${line} ${message}`)

test.for([
  '`packages/client-one/src/client.ts`, `packages/client-<vendor>`, `packages/*/src`, `packages/client-acme/src`',
  '`createThing`, `createThing()`, `DATA_DIR`, `GET /v1/things/{thing}`, `GET /v1/things/{id}?wait=30`',
  '`a rule is broken`, `npm install x`, `queued`, `-t`, `{ a: 1 }`, `{"a": 1}`, `.env`',
  '```ts\nconst goneThing = `goneThing`\n```',
])('may say %s', (text) => {
  expect(check(text)).toEqual([])
})

test.for([
  ['one\n`packages/client-two`', '2 names packages/client-two, which does not exist'],
  ['`createOther`', '1 names createOther, which no source has'],
  ['`things.goneThing()`', '1 names things.goneThing(), which no source has'],
  ['`GONE_SETTING`', '1 names GONE_SETTING, which no source has'],
  ['`DELETE /v1/gone`', '1 names DELETE /v1/gone, which is no route of the API'],
  ['`a rule is gone`', '1 quotes “a rule is gone”, which no source says'],
] as const)('may not say %s', ([text, problem]) => {
  expect(check(text)).toEqual([problem])
})

test('a package’s README names its own files', () => {
  expect(check('`src/client.ts`', 'packages/client-one/README.md')).toEqual([])
  expect(check('`src/gone.ts`', 'packages/client-one/README.md')).toHaveLength(1)
  expect(check('`GET /v1/vendor`', 'packages/client-one/api.md')).toEqual([])
})
