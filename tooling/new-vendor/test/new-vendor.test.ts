import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { edits } from '../src/edits.ts'
import { copyRepository, linkDependencies, removeCopy } from './helpers/repository-copy.ts'
import { run, type Outcome } from './helpers/run.ts'

const GENERATOR = 'tooling/new-vendor/src/main.ts'
const CLIENT = 'packages/client-acme'
const NEW_FOLDERS = [CLIENT, 'packages/providers/src/acme', 'tooling/vendor-sim/src/acme']
const CHANGED = [...new Set(edits.map(({ file }) => file))]

let copy: string
beforeAll(() => {
  copy = copyRepository()
})
afterAll(() => removeCopy(copy))

const read = (file: string): string => readFileSync(path.join(copy, file), 'utf8')
const generate = (...args: string[]): Promise<Outcome> => run(copy, GENERATOR, args)
const tool = (name: string, args: string[]): Promise<Outcome> => run(copy, `node_modules/${name}`, args)
/** Compilers and test runs on a machine that is busy with other tests; 30 s of CPU in all. */
const slow = { timeout: 120_000 }
const ended = { code: 0, said: expect.any(String) }

describe('before it writes', () => {
  it('lists what it would write, and refuses a tree with changes', async () => {
    const before = CHANGED.map(read)
    const listed = await generate('acme', '--dry-run')
    expect(listed.code).toBe(0)
    for (const file of [...CHANGED, `${CLIENT}/src/client.ts`]) expect(listed.said).toContain(file)
    expect(await generate('acme')).toEqual({ code: 1, said: expect.stringContaining('not committed') })
    expect(CHANGED.map(read)).toEqual(before)
    for (const folder of NEW_FOLDERS) expect(existsSync(path.join(copy, folder))).toBe(false)
  })
})

describe('the vendor that it lays out', () => {
  beforeAll(async () => {
    const outcome = await generate('acme', '--force')
    expect(outcome, outcome.said).toEqual(ended)
    linkDependencies(copy, CLIENT)
    linkDependencies(copy, 'packages/providers')
  })

  it('leaves no placeholder behind', async () => {
    const { said } = await generate('north-star', '--dry-run')
    const created = [...said.matchAll(/^ {2}new +(\S+)$/gm)].map(([, file = '']) =>
      file.replaceAll('north-star', 'acme'),
    )
    expect(created.length).toBeGreaterThan(25)
    for (const file of created)
      expect(read(file)).not.toMatch(/vendor-?name|vendor name|VENDOR_NAME|\bDATE\b/i)
  })

  it('is not laid out twice', async () => {
    expect(await generate('acme', '--force')).toEqual({ code: 1, said: expect.stringContaining('already') })
  })

  it('fits the types', slow, async () => {
    writeFileSync(
      path.join(copy, 'tsconfig.acme.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        include: [
          `${CLIENT}/**/*.ts`,
          ...['src', 'test', 'catalogue'].map((folder) => `packages/providers/${folder}`),
          'tooling/vendor-sim/src',
          'tooling/test-support/src',
          'apps/*/src/help.ts',
        ],
      }),
    )
    const checked = await tool('typescript/bin/tsc', ['-p', 'tsconfig.acme.json', '--singleThreaded'])
    expect(checked, checked.said).toEqual(ended)
    const alone = await tool('typescript/bin/tsc', ['--noEmit', '-p', CLIENT, '--singleThreaded'])
    expect(alone, alone.said).toEqual(ended)
  })

  it('passes lint, format and the checks of the repository', slow, async () => {
    const sources = [...NEW_FOLDERS, ...CHANGED.filter((file) => file.endsWith('.ts'))]
    const linted = await tool('oxlint/bin/oxlint', ['--deny-warnings', ...sources])
    expect(linted, linted.said).toEqual(ended)
    const formatted = await tool('oxfmt/bin/oxfmt', ['--check', ...NEW_FOLDERS, ...CHANGED])
    expect(formatted, formatted.said).toEqual(ended)
    // What others have left in the tree is for the test of the repository itself.
    const { said } = await run(copy, 'tooling/checks/src/main.ts')
    const ours = said
      .split('\n')
      .filter((line) => [...NEW_FOLDERS, ...CHANGED].some((one) => line.startsWith(one)))
    expect(ours).toEqual([])
  })

  it('passes its own tests and those that all providers pass', slow, async () => {
    const own = await tool('vitest/vitest.mjs', ['run', CLIENT, '--maxWorkers=1'])
    expect(own, own.said).toEqual(ended)
    const suites = ['contract', 'mapping', 'limits', 'catalogue'].map(
      (name) => `packages/providers/test/${name}.test.ts`,
    )
    const shared = await tool('vitest/vitest.mjs', [
      'run',
      ...suites,
      '-t',
      'acme|fits the (types|page) that (were|was) made of it',
      '--reporter=verbose',
      '--maxWorkers=1',
    ])
    expect(shared, shared.said).toEqual(ended)
    // What is missing from a list is not tested, and would pass.
    for (const title of [
      'the provider acme > makes video with video',
      'the provider acme > makes image with image',
      'the vendor of acme > whose answer was lost is never asked again',
      'acme/video says what it is, where its price was read and when',
      'fits the types that were made of it',
      'fits the page that was made of it',
    ]) {
      expect(shared.said).toContain(title)
    }
  })

  it('builds', slow, async () => {
    const built = await run(path.join(copy, CLIENT), 'node_modules/tsdown/dist/run.mjs')
    expect(built, built.said).toEqual(ended)
    expect(read(`${CLIENT}/dist/index.d.ts`)).toContain('class AcmeClient')
  })

  it('makes a file through the factory, against its simulator', async () => {
    writeFileSync(
      path.join(copy, 'packages/providers/test/make-one.ts'),
      `import { startVendorSim } from '@jointo/vendor-sim'
import { createProvider } from '../src/index.ts'
const sims = await startVendorSim()
const provider = createProvider('acme', { apiKey: 'key_good', baseUrl: sims.acme.baseUrl })
const made = await provider.start({ model: 'image', kind: 'image', input: { prompt: 'a kite' } })
if (made.state === 'completed') console.log(made.files.map(({ bytes }) => Buffer.from(bytes).toString('latin1', 1, 4)))
await provider.close()
await sims.close()
`,
    )
    expect(await run(copy, 'packages/providers/test/make-one.ts')).toEqual({ code: 0, said: "[ 'PNG' ]\n" })
  })

  it.each(['api', 'worker'])('is in the help of the %s', async (app) => {
    const { said } = await run(copy, `apps/${app}/src/main.ts`, ['--help'])
    expect(said).toContain('ACME_API_KEY, ACME_BASE_URL')
  })
})
