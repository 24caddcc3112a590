import { runExample } from '@jointo/test-support'
import { startStabilitySim } from '@jointo/vendor-sim'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('runs the example of the README', async () => {
  const sim = await startStabilitySim()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const environment = { STABILITY_API_KEY: 'key_example', STABILITY_BASE_URL: sim.baseUrl }
    await runExample(new URL('../examples/quick-start.ts', import.meta.url), environment, folder)
    expect((await stat(join(folder, 'kite.png'))).size).toBeGreaterThan(1_000)
    expect(sim.accepted).toHaveLength(1)
  } finally {
    await rm(folder, { recursive: true })
    await sim.close()
  }
})
