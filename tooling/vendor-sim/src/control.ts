import type { Hono } from 'hono'
import { z } from 'zod'
import { faultSchema } from './faults.ts'
import type { Vendor } from './sim.ts'
import type { VendorEnv } from './vendor.ts'

/** `/_sim`: what a test in another process can read and ask for. */
export function addControlRoutes(app: Hono<VendorEnv>, vendors: Record<string, Vendor>): void {
  const names = Object.keys(vendors)
  const orderSchema = z.strictObject({
    vendor: z.enum(names),
    fault: faultSchema,
    match: z
      .strictObject({
        method: z.string().optional(),
        path: z.string().optional(),
        times: z.int().min(1).optional(),
      })
      .optional(),
  })
  const collect = (read: (vendor: Vendor) => unknown): Record<string, unknown> =>
    Object.fromEntries(Object.entries(vendors).map(([name, vendor]) => [name, read(vendor)]))

  app.get('/_sim/health', (c) => c.json({ ok: true, vendors: names }))
  app.get('/_sim/accepted', (c) => c.json(collect(({ state }) => state.log.accepted)))
  app.get('/_sim/requests', (c) => c.json(collect(({ state }) => state.log.requests)))

  app.post('/_sim/faults', async (c) => {
    const order = orderSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!order.success) return c.json({ error: z.prettifyError(order.error) }, 400)
    const { vendor, fault, match } = order.data
    vendors[vendor]?.state.faults.next(fault, match)
    return c.body(null, 204)
  })
  app.delete('/_sim/faults', (c) => {
    for (const { state } of Object.values(vendors)) state.faults.clear()
    return c.body(null, 204)
  })
  app.post('/_sim/reset', (c) => {
    for (const { state } of Object.values(vendors)) state.reset()
    return c.body(null, 204)
  })
  app.notFound((c) =>
    c.json({ error: `No such path. Vendors: ${names.map((name) => `/${name}`).join(', ')}` }, 404),
  )
}
