import { runExample } from '@jointo/test-support'
import { startAIHubMixSim } from '@jointo/vendor-sim'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const example = new URL('../examples/quick-start.ts', import.meta.url)

it('shows in the README what is run here', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${await readFile(example, 'utf8')}\`\`\``)
})

it('runs the example of the README', async () => {
  const sim = await startAIHubMixSim()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    // Without /v1: the client adds it.
    const environment = { AIHUBMIX_API_KEY: 'sk-example', AIHUBMIX_BASE_URL: sim.url }
    const said = await runExample(example, environment, folder)
    expect(said).toMatch(/kites.*\d+ tokens/)
    expect((await stat(join(folder, 'kite.mp3'))).size).toBeGreaterThan(100)
    expect(sim.accepted).toHaveLength(2)
  } finally {
    await rm(folder, { recursive: true })
    await sim.close()
  }
})
