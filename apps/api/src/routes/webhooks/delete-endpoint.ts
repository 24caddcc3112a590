import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookPath } from './schema.ts'

const deletedSchema = z
  .object({ id: z.string(), object: z.literal('webhook_endpoint.deleted'), deleted: z.literal(true) })
  .openapi('DeletedWebhookEndpoint')

export const deleteWebhookEndpoint = operation(
  createRoute({
    method: 'delete',
    path: '/v1/webhook-endpoints/{id}',
    operationId: 'deleteWebhookEndpoint',
    tags: ['Webhooks'],
    summary: 'Delete an endpoint',
    description: 'What waits for it is given up.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath },
    responses: {
      200: { description: 'Deleted', content: { 'application/json': { schema: deletedSchema } } },
      ...errorResponses(401, 404),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await c.get('service').webhooks.deleteEndpoint(c.get('principal'), id)
    return c.json({ id, object: 'webhook_endpoint.deleted' as const, deleted: true as const }, 200)
  },
)
