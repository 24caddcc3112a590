import { runExample } from '@jointo/test-support'
import { startRunwaySim } from '@jointo/vendor-sim'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('runs the example of the README', async () => {
  const sim = await startRunwaySim()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-example-'))
  try {
    const environment = { RUNWAYML_API_SECRET: 'key_example', RUNWAYML_BASE_URL: sim.baseUrl }
    await runExample(new URL('../examples/quick-start.ts', import.meta.url), environment, folder)
    expect((await stat(join(folder, 'kite.mp4'))).size).toBeGreaterThan(1_000)
    expect(sim.accepted).toHaveLength(1)
  } finally {
    await rm(folder, { recursive: true })
    await sim.close()
  }
})

it('shows in the README what is run', () => {
  const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  expect(read('README.md')).toContain(read('examples/quick-start.ts'))
})
