import type { Hono } from 'hono'
import type { AcceptedRequest, SeenRequest } from './call-log.ts'
import type { Faults } from './faults.ts'
import { listen, type ListenOptions } from './server.ts'
import type { VendorEnv, VendorSettings, VendorState } from './vendor.ts'

export interface SimOptions extends ListenOptions {
  /** How long a task takes, in seconds. Default 0.3. */
  taskSeconds?: number
}

/** A vendor running on a port of its own. */
export interface VendorSim {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** What a client takes as its base URL: `url`, for AIHubMix with `/v1` behind it. */
  readonly baseUrl: string
  /** Paid work taken on, oldest first. The same array for the simulator's whole life. */
  readonly accepted: readonly AcceptedRequest[]
  /** Every request seen, oldest first. The same array for the simulator's whole life. */
  readonly requests: readonly SeenRequest[]
  readonly faults: Faults
  /** Forgets logs, faults and tasks. */
  reset(): void
  close(): Promise<void>
}

/** One vendor's app and memory, not yet listening. */
export interface Vendor {
  app: Hono<VendorEnv>
  state: VendorState<unknown>
}

export async function startSim(
  create: (settings: VendorSettings) => Vendor,
  options: SimOptions,
  basePath = '',
): Promise<VendorSim> {
  const { app, state } = create({ taskSeconds: options.taskSeconds ?? 0.3, prefix: '' })
  const server = await listen(app, options)
  return {
    url: server.url,
    baseUrl: server.url + basePath,
    accepted: state.log.accepted,
    requests: state.log.requests,
    faults: state.faults,
    reset: () => state.reset(),
    close: () => server.close(),
  }
}
