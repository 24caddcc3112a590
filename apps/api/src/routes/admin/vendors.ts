import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { amountSchema } from '../credits/schema.ts'
import { wholeNumber } from '../jobs/schema.ts'

const count = z.number().int()
const time = z.iso.datetime().nullable()

const vendorsSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        provider: z.string(),
        offered: z.boolean().openapi({ description: 'False: this server has no key for it.' }),
        paused: z
          .object({ reason: z.enum(['account_empty', 'failing', 'spend_limit', 'throttled']), until: time })
          .nullable()
          .openapi({ description: 'It gets no new work.' }),
        ended: z.object({ succeeded: count, failed: count, canceled: count }),
        success_rate: z.number().nullable().openapi({ description: 'Of those that succeeded or failed.' }),
        latency_ms: z.object({ p50: count.nullable(), p95: count.nullable() }),
        queue: z.object({ queued: count, in_hand: count, oldest_queued_at: time }),
        unknown_outcomes: count,
        at_risk: amountSchema.openapi({ description: 'What unknown outcomes may have cost us.' }),
      }),
    ),
  })
  .openapi('VendorReports')

export const getVendors = operation(
  createRoute({
    method: 'get',
    path: '/admin/vendors',
    operationId: 'getVendors',
    tags: ['Admin'],
    summary: 'See how each vendor does',
    description: 'Over the jobs that ended lately, and those that are open now.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: {
      query: z.strictObject({ hours: wholeNumber(1, 720, 'How many hours back. Default 24.') }),
    },
    responses: {
      200: { description: 'One report each', content: { 'application/json': { schema: vendorsSchema } } },
      ...errorResponses(400, 401, 403),
    },
  }),
  async (c) => {
    const data = await c.get('service').vendors(c.req.valid('query'))
    return c.json({ object: 'list' as const, data }, 200)
  },
)
