import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnNode } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp } from './helpers/create-test-app.ts'

const EXAMPLE = fileURLToPath(new URL('../examples/openai.ts', import.meta.url))

test('the example in the README is the one that runs', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await readFile(EXAMPLE, 'utf8'))
})

test('the example runs', async () => {
  const app = await createTestApp()
  const cwd = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  onTestFinished(() => rm(cwd, { recursive: true, force: true }))
  const node = spawnNode(EXAMPLE, { cwd, env: { JOINTO_URL: `${app.url}/v1`, JOINTO_API_KEY: app.key } })
  expect({ ...(await node.exited), lines: node.lines }).toMatchObject({ code: 0 })
  expect(node.lines.join(' ')).toContain('Name the kite.')
  expect((await readFile(join(cwd, 'kite.png'))).subarray(1, 4).toString()).toBe('PNG')
})
