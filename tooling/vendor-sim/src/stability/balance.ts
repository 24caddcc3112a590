import type { Hono } from 'hono'
import { VendorRefusal, type VendorEnv } from '../vendor.ts'
import type { StabilityState } from './work.ts'

/** The old API answers with its own error shape. */
export function addBalanceRoute(app: Hono<VendorEnv>, _state: StabilityState): void {
  app.get('/v1/user/balance', (c) => {
    const { state } = c.var.apiKey
    if (state === 'missing' || state === 'wrong') {
      const body = {
        id: 'v1-401',
        name: 'unauthorized',
        message: 'missing authorization header or invalid key',
      }
      throw new VendorRefusal({ status: 401, body })
    }
    return c.json({ credits: state === 'broke' ? 0 : 9876.54 })
  })
}
