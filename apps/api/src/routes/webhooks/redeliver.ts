import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookDeliverySchema, webhookPath } from './schema.ts'

export const redeliverWebhook = operation(
  createRoute({
    method: 'post',
    path: '/v1/webhook-deliveries/{id}/redeliver',
    operationId: 'redeliverWebhook',
    tags: ['Webhooks'],
    summary: 'Send a delivery again',
    description: 'The same event under the same id, at once, with all its attempts.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath },
    responses: {
      200: {
        description: 'The delivery as it is now',
        content: { 'application/json': { schema: webhookDeliverySchema } },
      },
      ...errorResponses(401, 404, 409),
    },
  }),
  async (c) =>
    c.json(await c.get('service').webhooks.redeliver(c.get('principal'), c.req.valid('param').id), 200),
)
