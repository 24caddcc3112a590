import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookEndpointWithSecretSchema, webhookPath } from './schema.ts'

export const rotateWebhookSecret = operation(
  createRoute({
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/rotate-secret',
    operationId: 'rotateWebhookSecret',
    tags: ['Webhooks'],
    summary: 'Give an endpoint a new secret',
    description: 'For a day each delivery carries two signatures, by the old secret and by the new one.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath },
    responses: {
      200: {
        description: 'The endpoint, with its new secret',
        content: { 'application/json': { schema: webhookEndpointWithSecretSchema } },
      },
      ...errorResponses(401, 404),
    },
  }),
  async (c) =>
    c.json(await c.get('service').webhooks.rotateSecret(c.get('principal'), c.req.valid('param').id), 200),
)
