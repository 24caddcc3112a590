import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookEndpointSchema, webhookPath } from './schema.ts'

export const enableWebhookEndpoint = operation(
  createRoute({
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/enable',
    operationId: 'enableWebhookEndpoint',
    tags: ['Webhooks'],
    summary: 'Enable an endpoint that was disabled',
    description: 'What it missed meanwhile is in the list of deliveries and can be sent again from there.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath },
    responses: {
      200: {
        description: 'The endpoint',
        content: { 'application/json': { schema: webhookEndpointSchema } },
      },
      ...errorResponses(401, 404),
    },
  }),
  async (c) =>
    c.json(await c.get('service').webhooks.enableEndpoint(c.get('principal'), c.req.valid('param').id), 200),
)
