import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { createWebhookEndpointSchema, webhookEndpointWithSecretSchema } from './schema.ts'

export const createWebhookEndpoint = operation(
  createRoute({
    method: 'post',
    path: '/v1/webhook-endpoints',
    operationId: 'createWebhookEndpoint',
    tags: ['Webhooks'],
    summary: 'Add an endpoint',
    description:
      'Hears of events by POST, signed as Standard Webhooks has it. What it does not take is sent again, ten times over three days.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, jsonBody()],
    request: {
      body: { required: true, content: { 'application/json': { schema: createWebhookEndpointSchema } } },
    },
    responses: {
      201: {
        description: 'The endpoint, with its secret',
        content: { 'application/json': { schema: webhookEndpointWithSecretSchema } },
      },
      ...errorResponses(400, 401, 409, 413, 415),
    },
  }),
  async (c) =>
    c.json(await c.get('service').webhooks.createEndpoint(c.get('principal'), c.req.valid('json')), 201),
)
