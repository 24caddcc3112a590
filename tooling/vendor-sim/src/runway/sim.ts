import type { Hono } from 'hono'
import { createVendorApp, VendorState, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { runwayManners } from './errors.ts'
import { addGenerateRoutes } from './generate.ts'
import { addOrganizationRoutes } from './organization.ts'
import { addOutputRoutes } from './outputs.ts'
import { addTaskRoutes } from './tasks.ts'
import { addUploadRoutes } from './uploads.ts'
import type { RunwayState, RunwayWork } from './work.ts'

export function createRunway(settings: VendorSettings): { app: Hono<VendorEnv>; state: RunwayState } {
  const state = new VendorState<RunwayWork>(settings)
  const app = createVendorApp(state, runwayManners)
  addGenerateRoutes(app, state)
  addTaskRoutes(app, state)
  addOutputRoutes(app, state)
  addOrganizationRoutes(app, state)
  addUploadRoutes(app, state)
  return { app, state }
}
