import type { Hono } from 'hono'
import { createVendorApp, sendReply, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { addAvatarRoutes } from './avatars.ts'
import { runwayError, runwayManners } from './errors.ts'
import { addGenerateRoutes } from './generate.ts'
import { addOrganizationRoutes } from './organization.ts'
import { addOutputRoutes } from './outputs.ts'
import { addRouterRoutes } from './routed.ts'
import { addTaskRoutes } from './tasks.ts'
import { addUploadRoutes } from './uploads.ts'
import { RunwayState } from './work.ts'
import { addWorkflowRoutes } from './workflows.ts'

export function createRunway(settings: VendorSettings): { app: Hono<VendorEnv>; state: RunwayState } {
  const state = new RunwayState(settings)
  const app = createVendorApp(state, runwayManners)
  addGenerateRoutes(app, state)
  addTaskRoutes(app, state)
  addOutputRoutes(app, state)
  addOrganizationRoutes(app, state)
  addUploadRoutes(app, state)
  addRouterRoutes(app, state)
  addAvatarRoutes(app, state)
  addWorkflowRoutes(app, state)
  refuseOtherMethods(app)
  return { app, state }
}

/** A path that is there, asked with a verb that is not. */
function refuseOtherMethods(app: Hono<VendorEnv>): void {
  const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path)
  for (const path of new Set(paths)) app.all(path, () => sendReply(runwayError(405)))
}
