import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { amountSchema } from '../credits/schema.ts'

const sum = z.object({ count: z.number().int(), credits: amountSchema })

const lossesSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        provider: z.string(),
        at_risk: sum.openapi({ description: 'Submissions whose outcome is unknown now.' }),
        lost: sum.openapi({ description: 'Booked, without what turned up after all.' }),
        reasons: z.array(sum.extend({ reason: z.string() })),
      }),
    ),
  })
  .openapi('VendorLosses')

export const getLosses = operation(
  createRoute({
    method: 'get',
    path: '/admin/losses',
    operationId: 'getLosses',
    tags: ['Admin'],
    summary: 'See what vendors may have charged us for nothing',
    description: 'Per vendor, at most, at the price of the quotes.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { query: noQuery },
    responses: {
      200: { description: 'The sums', content: { 'application/json': { schema: lossesSchema } } },
      ...errorResponses(400, 401, 403),
    },
  }),
  async (c) => c.json({ object: 'list' as const, data: await c.get('service').losses() }, 200),
)
