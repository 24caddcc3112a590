import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountSchema, nameSchema } from './schema.ts'

export const createAccount = operation(
  createRoute({
    method: 'post',
    path: '/admin/accounts',
    operationId: 'createAccount',
    tags: ['Admin'],
    summary: 'Create an account',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: z.strictObject({ name: nameSchema }) } },
      },
    },
    responses: {
      201: { description: 'The account', content: { 'application/json': { schema: accountSchema } } },
      ...errorResponses(400, 401, 403, 413, 415),
    },
  }),
  async (c) => c.json(await c.get('service').accounts.create(c.req.valid('json')), 201),
)
