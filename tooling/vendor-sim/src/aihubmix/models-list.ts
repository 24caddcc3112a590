import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { MODELS } from './models.ts'
import type { AIHubMixState } from './work.ts'

/** Answers without a key too: it cannot be used to check one. */
export function addModelsRoute(app: Hono<VendorEnv>, _state: AIHubMixState): void {
  app.get('/v1/models', (c) => {
    const ids = Object.values(MODELS).flat()
    const data = ids.map((id) => ({ id, object: 'model', created: 1_626_777_600, owned_by: 'aihubmix' }))
    return c.json({ object: 'list', data })
  })
}
