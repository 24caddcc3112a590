import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { SDXL } from './v1-fields.ts'
import { checkV1Key } from './v1-errors.ts'

/** The reads of the old API. */
export function addV1AccountRoutes(app: Hono<VendorEnv>): void {
  app.get('/v1/user/balance', (c) => {
    checkV1Key(c)
    return c.json({ credits: c.var.apiKey.state === 'broke' ? 0 : 9876.54 })
  })

  app.get('/v1/user/account', (c) => {
    checkV1Key(c)
    return c.json({
      id: 'user-1234',
      email: 'someone@example.com',
      organizations: [{ id: 'org-1234', name: 'Personal', role: 'ADMIN', is_default: true }],
    })
  })

  app.get('/v1/engines/list', (c) => {
    checkV1Key(c)
    const description = 'Pictures of about one megapixel from words'
    return c.json([{ id: SDXL, name: 'Stable Diffusion XL v1.0', description, type: 'PICTURE' }])
  })
}
