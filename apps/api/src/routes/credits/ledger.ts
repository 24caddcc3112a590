import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { ledgerPageSchema } from './schema.ts'

export const listLedger = operation(
  createRoute({
    method: 'get',
    path: '/v1/credits/ledger',
    operationId: 'listLedger',
    tags: ['Credits'],
    summary: 'List what was given and taken, newest first',
    description: 'What is only held is no entry: `GET /v1/credits` shows it.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.strictObject({
        limit: wholeNumber(1, 100, 'Entries per page. Default 20.'),
        cursor: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .openapi({ description: '`next_cursor` of the page before.' }),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: ledgerPageSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const page = await c.get('service').credits.ledger(c.get('principal'), c.req.valid('query'))
    return c.json({ object: 'list' as const, ...page }, 200)
  },
)
