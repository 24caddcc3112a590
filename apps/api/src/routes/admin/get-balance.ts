import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { balanceSchema } from '../credits/get.ts'
import { accountPath } from './schema.ts'

export const getAccountBalance = operation(
  createRoute({
    method: 'get',
    path: '/admin/accounts/{id}/credits',
    operationId: 'getAccountBalance',
    tags: ['Admin'],
    summary: 'Get the balance of an account',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { params: accountPath, query: noQuery },
    responses: {
      200: { description: 'The balance', content: { 'application/json': { schema: balanceSchema } } },
      ...errorResponses(400, 401, 403, 404),
    },
  }),
  async (c) => c.json(await c.get('service').credits.balance({ accountId: c.req.valid('param').id }), 200),
)
