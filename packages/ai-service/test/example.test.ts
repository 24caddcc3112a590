import { createTestDatabase, runExample } from '@jointo/test-support'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrate } from '../src/index.ts'

it('runs the example of the README', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const environment = { DATABASE_URL: database.url, MOCK_PROVIDER: 'on' }
    const printed = await runExample(
      new URL('../examples/quick-start.ts', import.meta.url),
      environment,
      folder,
    )
    expect(printed.trim()).toBe('succeeded image/png 1')
  } finally {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})
