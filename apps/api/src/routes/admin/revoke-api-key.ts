import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'

const revokedSchema = z
  .object({ id: z.string(), object: z.literal('api_key.revoked'), revoked: z.literal(true) })
  .openapi('RevokedApiKey')

export const revokeApiKey = operation(
  createRoute({
    method: 'delete',
    path: '/admin/api-keys/{id}',
    operationId: 'revokeApiKey',
    tags: ['Admin'],
    summary: 'Revoke an API key',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { params: z.object({ id: z.string().max(200) }) },
    responses: {
      200: { description: 'Revoked', content: { 'application/json': { schema: revokedSchema } } },
      ...errorResponses(401, 403, 404),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await c.get('service').apiKeys.revoke(id)
    return c.json({ id, object: 'api_key.revoked' as const, revoked: true as const }, 200)
  },
)
