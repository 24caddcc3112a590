import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { accountPath, createdApiKeySchema, nameSchema, scopeSchema } from './schema.ts'

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
              environment: z.enum(['live', 'test']).optional().openapi({
                description:
                  'Begins the key: `jt_live_` or `jt_test_`. Default `live`, or what this server takes (`API_KEY_ENVIRONMENT`).',
              }),
              scopes: z
                .array(scopeSchema)
                .min(1)
                .max(10)
                .optional()
                .openapi({ description: 'Default: all.' }),
              expires_at: z.iso
                .datetime({ offset: true })
                .nullish()
                .openapi({ description: 'From then on it is refused. Default: never.' }),
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
  async (c) =>
    c.json(await c.get('service').apiKeys.create(c.req.valid('param').id, c.req.valid('json')), 201),
)
