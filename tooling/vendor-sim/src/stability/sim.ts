import type { Hono } from 'hono'
import { createVendorApp, VendorState, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { addBalanceRoute } from './balance.ts'
import { stabilityManners } from './errors.ts'
import { addGenerateRoutes } from './generate.ts'
import { addResultRoutes } from './results.ts'
import { addUpscaleRoutes } from './upscale.ts'
import type { StabilityState, StabilityWork } from './work.ts'

export function createStability(settings: VendorSettings): { app: Hono<VendorEnv>; state: StabilityState } {
  const state = new VendorState<StabilityWork>(settings)
  const app = createVendorApp(state, stabilityManners)
  addGenerateRoutes(app, state)
  addUpscaleRoutes(app, state)
  addResultRoutes(app, state)
  addBalanceRoute(app, state)
  return { app, state }
}
