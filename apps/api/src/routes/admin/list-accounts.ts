import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { accountPageSchema } from './schema.ts'

export const listAccounts = operation(
  createRoute({
    method: 'get',
    path: '/admin/accounts',
    operationId: 'listAccounts',
    tags: ['Admin'],
    summary: 'List accounts, newest first',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: {
      query: z.strictObject({
        limit: wholeNumber(1, 100, 'Accounts per page. Default 20.'),
        cursor: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .openapi({ description: '`next_cursor` of the page before.' }),
        q: z.string().min(1).max(200).optional().openapi({ description: 'Part of a name or id.' }),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: accountPageSchema } } },
      ...errorResponses(400, 401, 403),
    },
  }),
  async (c) => {
    const { q: query, ...place } = c.req.valid('query')
    const page = await c.get('service').accounts.list({ ...place, query })
    return c.json({ object: 'list' as const, ...page }, 200)
  },
)
