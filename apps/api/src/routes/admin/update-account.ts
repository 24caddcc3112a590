import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountPath, accountSchema } from './schema.ts'

const limitsSchema = z.strictObject({
  max_concurrent_jobs: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .optional()
    .openapi({ description: 'Jobs in hand or at vendors at once; more of them wait. Null: the default.' }),
  daily_credits: z
    .string()
    .max(30)
    .nullable()
    .optional()
    .openapi({ description: 'What may be spent in one day (UTC). Null: no limit.', example: '500' }),
})

export const updateAccount = operation(
  createRoute({
    method: 'patch',
    path: '/admin/accounts/{id}',
    operationId: 'updateAccount',
    tags: ['Admin'],
    summary: 'Change the limits of an account',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      params: accountPath,
      body: { required: true, content: { 'application/json': { schema: limitsSchema } } },
    },
    responses: {
      200: { description: 'The account', content: { 'application/json': { schema: accountSchema } } },
      ...errorResponses(400, 401, 403, 404, 413, 415),
    },
  }),
  async (c) => {
    const { max_concurrent_jobs, daily_credits } = c.req.valid('json')
    const limits = {
      ...(max_concurrent_jobs === undefined ? {} : { max_concurrent_jobs }),
      ...(daily_credits === undefined ? {} : { daily_credits }),
    }
    return c.json(await c.get('service').accounts.update(c.req.valid('param').id, limits), 200)
  },
)
