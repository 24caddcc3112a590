import { createAIHubMix } from './aihubmix/sim.ts'
import { createRunway } from './runway/sim.ts'
import { startSim, type SimOptions, type VendorSim } from './sim.ts'
import { createStability } from './stability/sim.ts'

/** Runway on `127.0.0.1`, any free port by default. */
export function startRunwaySim(options: SimOptions = {}): Promise<VendorSim> {
  return startSim(createRunway, options)
}

/** Stability on `127.0.0.1`, any free port by default. */
export function startStabilitySim(options: SimOptions = {}): Promise<VendorSim> {
  return startSim(createStability, options)
}

/** AIHubMix on `127.0.0.1`, any free port by default. */
export function startAIHubMixSim(options: SimOptions = {}): Promise<VendorSim> {
  return startSim(createAIHubMix, options, '/v1')
}

export interface VendorSims {
  readonly runway: VendorSim
  readonly stability: VendorSim
  readonly aihubmix: VendorSim
  reset(): void
  close(): Promise<void>
}

/** All three, each on a port of its own. */
export async function startVendorSim(
  options: { runway?: SimOptions; stability?: SimOptions; aihubmix?: SimOptions } = {},
): Promise<VendorSims> {
  const [runway, stability, aihubmix] = await Promise.all([
    startRunwaySim(options.runway),
    startStabilitySim(options.stability),
    startAIHubMixSim(options.aihubmix),
  ])
  const all = [runway, stability, aihubmix]
  return {
    runway,
    stability,
    aihubmix,
    reset: () => all.forEach((sim) => sim.reset()),
    close: async () => {
      await Promise.all(all.map((sim) => sim.close()))
    },
  }
}
