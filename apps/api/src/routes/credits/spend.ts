import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { amountSchema } from './schema.ts'

const spendSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        day: z.string().openapi({ example: '2026-11-22' }),
        model: z
          .string()
          .nullable()
          .openapi({ description: '`vendor/model`; null where it is not known any more.' }),
        credits: amountSchema,
        count: z.number().int().openapi({ description: 'Jobs and calls that were charged.' }),
      }),
    ),
  })
  .openapi('Spend')

export const getSpend = operation(
  createRoute({
    method: 'get',
    path: '/v1/credits/spend',
    operationId: 'getSpend',
    tags: ['Credits'],
    summary: 'See what was spent by day and model',
    description: 'Days are UTC. Corrections count on the day they were made.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.strictObject({ days: wholeNumber(1, 366, 'How many days back, today included. Default 30.') }),
    },
    responses: {
      200: { description: 'The sums', content: { 'application/json': { schema: spendSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const data = await c.get('service').credits.spend(c.get('principal'), c.req.valid('query'))
    return c.json({ object: 'list' as const, data }, 200)
  },
)
