import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountPath, apiKeyListSchema } from './schema.ts'

export const listApiKeys = operation(
  createRoute({
    method: 'get',
    path: '/admin/accounts/{id}/api-keys',
    operationId: 'listApiKeys',
    tags: ['Admin'],
    summary: 'List the API keys of an account',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { params: accountPath, query: noQuery },
    responses: {
      200: {
        description: 'Its keys, without the keys themselves',
        content: { 'application/json': { schema: apiKeyListSchema } },
      },
      ...errorResponses(400, 401, 403, 404),
    },
  }),
  async (c) => {
    const data = await c.get('service').apiKeys.list(c.req.valid('param').id)
    return c.json({ object: 'list' as const, data }, 200)
  },
)
