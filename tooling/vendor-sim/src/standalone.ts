import { Hono } from 'hono'
import { createAIHubMix } from './aihubmix/sim.ts'
import { addControlRoutes } from './control.ts'
import { createRunway } from './runway/sim.ts'
import { listen, type RunningServer } from './server.ts'
import type { SimOptions, Vendor } from './sim.ts'
import { createStability } from './stability/sim.ts'
import type { VendorEnv } from './vendor.ts'

export type VendorName = 'runway' | 'stability' | 'aihubmix'

/** All three vendors on one port, under `/runway`, `/stability` and `/aihubmix`, with `/_sim` to script them over HTTP. */
export function startStandaloneSim(options: SimOptions = {}): Promise<RunningServer> {
  const taskSeconds = options.taskSeconds ?? 5
  const vendors: Record<VendorName, Vendor> = {
    runway: createRunway({ taskSeconds, prefix: '/runway' }),
    stability: createStability({ taskSeconds, prefix: '/stability' }),
    aihubmix: createAIHubMix({ taskSeconds, prefix: '/aihubmix' }),
  }
  const app = new Hono<VendorEnv>()
  for (const [name, vendor] of Object.entries(vendors)) {
    app.all(`/${name}/*`, (c) => vendor.app.fetch(c.req.raw, c.env))
  }
  addControlRoutes(app, vendors)
  return listen(app, options)
}
