import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireWriteKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookSecretSchema } from './schema.ts'

export const getWebhookSecret = operation(
  createRoute({
    method: 'get',
    path: '/v1/webhook-secret',
    operationId: 'getWebhookSecret',
    tags: ['Webhooks'],
    summary: 'Get the secret of job addresses',
    description: 'It signs what is sent to the `webhook_url` of a job.',
    security: [{ apiKey: ['write'] }],
    middleware: [requireWriteKey],
    request: { query: noQuery },
    responses: {
      200: { description: 'The secret', content: { 'application/json': { schema: webhookSecretSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => c.json(await c.get('service').webhooks.getSecret(c.get('principal')), 200),
)
