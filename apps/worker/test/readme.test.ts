import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '@jointo/ai-service'
import { createTestDatabase, spawnNode } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../examples/in-process.ts', import.meta.url))

test('the example in the README is the one that runs', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await readFile(EXAMPLE, 'utf8'))
})

test('the example runs', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
  const node = spawnNode(EXAMPLE, { env: { DATABASE_URL: database.url, DATA_DIR, MOCK_PROVIDER: 'on' } })
  expect({ ...(await node.exited), lines: node.lines }).toMatchObject({ code: 0 })
  expect(node.lines.join(' ')).toContain("status: 'ok'")
})
