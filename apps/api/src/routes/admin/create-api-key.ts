import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountPath, createdApiKeySchema, nameSchema } from './schema.ts'

export const createApiKey = operation(
  createRoute({
    method: 'post',
    path: '/admin/accounts/{id}/api-keys',
    operationId: 'createApiKey',
    tags: ['Admin'],
    summary: 'Create an API key',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      params: accountPath,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.strictObject({
              name: nameSchema.default('key'),
              environment: z.enum(['live', 'test']).default('live'),
            }),
          },
        },
      },
    },
    responses: {
      201: {
        description: 'The key, for the only time',
        content: { 'application/json': { schema: createdApiKeySchema } },
      },
      ...errorResponses(400, 401, 403, 404, 413, 415),
    },
  }),
  async (c) => c.json(await c.var.service.apiKeys.create(c.req.valid('param').id, c.req.valid('json')), 201),
)
