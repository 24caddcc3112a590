import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { amountSchema } from './schema.ts'

export const balanceSchema = z
  .object({
    balance: amountSchema,
    held: amountSchema.openapi({ description: 'Reserved for jobs that have not ended.' }),
    available: amountSchema.openapi({ description: 'balance - held' }),
  })
  .openapi('CreditBalance')

export const getCredits = operation(
  createRoute({
    method: 'get',
    path: '/v1/credits',
    operationId: 'getCredits',
    tags: ['Credits'],
    summary: 'Get the balance',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { query: noQuery },
    responses: {
      200: { description: 'The balance', content: { 'application/json': { schema: balanceSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => c.json(await c.get('service').credits.balance(c.get('principal')), 200),
)
