import { runExample } from '@jointo/test-support'
import { startStabilitySim } from '@jointo/vendor-sim'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const example = new URL('../examples/quick-start.ts', import.meta.url)

it('shows the example in the README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await readFile(example, 'utf8'))
})

it('runs the example of the README', async () => {
  const sim = await startStabilitySim()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const environment = { STABILITY_API_KEY: 'key_example', STABILITY_BASE_URL: sim.baseUrl }
    await runExample(example, environment, folder)
    expect((await stat(join(folder, 'kite.png'))).size).toBeGreaterThan(1_000)
    expect(sim.accepted).toHaveLength(1)
  } finally {
    await rm(folder, { recursive: true })
    await sim.close()
  }
})
