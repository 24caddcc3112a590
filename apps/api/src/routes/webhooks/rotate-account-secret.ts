import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { webhookSecretSchema } from './schema.ts'

export const rotateAccountWebhookSecret = operation(
  createRoute({
    method: 'post',
    path: '/v1/webhook-secret/rotate',
    operationId: 'rotateAccountWebhookSecret',
    tags: ['Webhooks'],
    summary: 'Make a new secret for job addresses',
    description: 'The old one goes on signing beside it for a day.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    responses: {
      200: {
        description: 'The new secret',
        content: { 'application/json': { schema: webhookSecretSchema } },
      },
      ...errorResponses(401),
    },
  }),
  async (c) => c.json(await c.get('service').webhooks.rotateAccountSecret(c.get('principal')), 200),
)
