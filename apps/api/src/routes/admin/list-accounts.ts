import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountListSchema } from './schema.ts'

export const listAccounts = operation(
  createRoute({
    method: 'get',
    path: '/admin/accounts',
    operationId: 'listAccounts',
    tags: ['Admin'],
    summary: 'List accounts',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    responses: {
      200: { description: 'All accounts', content: { 'application/json': { schema: accountListSchema } } },
      ...errorResponses(401, 403),
    },
  }),
  async (c) => c.json({ object: 'list' as const, data: await c.var.service.accounts.list() }, 200),
)
