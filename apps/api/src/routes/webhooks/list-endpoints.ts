import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookEndpointListSchema } from './schema.ts'

export const listWebhookEndpoints = operation(
  createRoute({
    method: 'get',
    path: '/v1/webhook-endpoints',
    operationId: 'listWebhookEndpoints',
    tags: ['Webhooks'],
    summary: 'List endpoints',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { query: noQuery },
    responses: {
      200: {
        description: 'All of them',
        content: { 'application/json': { schema: webhookEndpointListSchema } },
      },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const data = await c.get('service').webhooks.listEndpoints(c.get('principal'))
    return c.json({ object: 'list' as const, data }, 200)
  },
)
