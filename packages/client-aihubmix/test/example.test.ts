import { runExample } from '@jointo/test-support'
import { startAIHubMixSim } from '@jointo/vendor-sim'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('runs the example of the README', async () => {
  const sim = await startAIHubMixSim()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    // Without /v1: the client adds it.
    const environment = { AIHUBMIX_API_KEY: 'sk-example', AIHUBMIX_BASE_URL: sim.url }
    const said = await runExample(new URL('../examples/quick-start.ts', import.meta.url), environment, folder)
    expect(said).toMatch(/kites.*\d+ tokens/)
    expect((await stat(join(folder, 'kite.mp3'))).size).toBeGreaterThan(100)
    expect(sim.accepted).toHaveLength(2)
  } finally {
    await rm(folder, { recursive: true })
    await sim.close()
  }
})
