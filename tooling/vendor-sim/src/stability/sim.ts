import type { Hono } from 'hono'
import { createVendorApp, VendorState, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { addAudioRoutes } from './audio.ts'
import { addControlRoutes } from './control.ts'
import { addEditRoutes } from './edit.ts'
import { stabilityManners } from './errors.ts'
import { addGenerateRoutes } from './generate.ts'
import { addRelightRoute } from './relight.ts'
import { addResultRoutes } from './results.ts'
import { addThreeDRoutes } from './three-d.ts'
import { addUpscaleRoutes } from './upscale.ts'
import { addV1AccountRoutes } from './v1-account.ts'
import { addV1GenerationRoutes } from './v1-generation.ts'
import type { StabilityState, StabilityWork } from './work.ts'

export function createStability(settings: VendorSettings): { app: Hono<VendorEnv>; state: StabilityState } {
  const state = new VendorState<StabilityWork>(settings)
  const app = createVendorApp(state, stabilityManners)
  addGenerateRoutes(app, state)
  addUpscaleRoutes(app, state)
  addEditRoutes(app, state)
  addRelightRoute(app, state)
  addControlRoutes(app, state)
  addThreeDRoutes(app, state)
  addAudioRoutes(app, state)
  addResultRoutes(app, state)
  addV1AccountRoutes(app)
  addV1GenerationRoutes(app, state)
  return { app, state }
}
