import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookEndpointSchema, webhookPath } from './schema.ts'

export const getWebhookEndpoint = operation(
  createRoute({
    method: 'get',
    path: '/v1/webhook-endpoints/{id}',
    operationId: 'getWebhookEndpoint',
    tags: ['Webhooks'],
    summary: 'Get an endpoint',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: webhookPath, query: noQuery },
    responses: {
      200: {
        description: 'The endpoint',
        content: { 'application/json': { schema: webhookEndpointSchema } },
      },
      ...errorResponses(400, 401, 404),
    },
  }),
  async (c) =>
    c.json(await c.get('service').webhooks.getEndpoint(c.get('principal'), c.req.valid('param').id), 200),
)
