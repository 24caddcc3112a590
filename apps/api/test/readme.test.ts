import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnNode } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { sharedApp } from './helpers/shared-app.ts'

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
// The receiver of the example is on this machine.
const app = sharedApp({ environment: { ALLOW_PRIVATE_NETWORK: '1' } })

/** Runs an example to its end and gives back what it said. */
async function run(example: string): Promise<{ said: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const env = { JOINTO_URL: `${app.current.url}/v1`, JOINTO_API_KEY: app.current.key }
  const node = spawnNode(join(EXAMPLES, example), { cwd: folder, env })
  expect({ ...(await node.exited), lines: node.lines }).toMatchObject({ code: 0 })
  return { said: node.lines.join('\n'), folder }
}

const isPicture = async (folder: string): Promise<boolean> =>
  (await readFile(join(folder, 'kite.png'))).subarray(1, 4).toString() === 'PNG'

test('the example in the README is the one that runs', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await readFile(join(EXAMPLES, 'openai.ts'), 'utf8'))
})

test('OpenAI’s package: a picture and a stream', async () => {
  const { said, folder } = await run('openai.ts')
  expect(said).toContain('Name the kite.')
  expect(await isPicture(folder)).toBe(true)
})

test('the AI SDK: a stream with its usage, and a picture', async () => {
  const { said, folder } = await run('ai-sdk.ts')
  expect(said).toMatch(/Name the kite\.[^]*\n\d+ tokens/)
  expect(await isPicture(folder)).toBe(true)
})

test('webhooks: every event verified and told once', async () => {
  const { said } = await run('webhooks.ts')
  expect(said).toMatch(/^202 /m)
  expect(said).toMatch(/job\.queued: charged 0/)
  expect(said.match(/job\.succeeded: charged 1/g)).toHaveLength(1)
})
