import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { StabilityClient } from '../../src/index.ts'

export const apiKey = 'sk-abcdefghijklmnop'

/** A simulator and a client for the tests of one file. */
export interface Setup {
  sim: () => VendorSim
  stability: () => StabilityClient
}

export function setUp(taskSeconds: number): Setup {
  let sim: VendorSim
  let stability: StabilityClient
  beforeAll(async () => {
    sim = await startStabilitySim({ taskSeconds })
    stability = new StabilityClient({
      apiKey,
      baseUrl: sim.baseUrl,
      // Many calls fail here on purpose, and none should wait for its turn.
      retry: { baseDelayMs: 1, budget: 100 },
      rateLimit: { requestsPerInterval: 10_000, intervalMs: 1_000 },
    })
  })
  beforeEach(() => sim.reset())
  afterAll(async () => {
    stability.close()
    await sim.close()
  })
  return { sim: () => sim, stability: () => stability }
}
