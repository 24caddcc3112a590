import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentModel } from './present.ts'
import { modelListSchema } from './schema.ts'

export const listModels = operation(
  createRoute({
    method: 'get',
    path: '/v1/models',
    operationId: 'listModels',
    tags: ['Models'],
    summary: 'List models with their limits and prices',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    responses: {
      200: { description: 'All models', content: { 'application/json': { schema: modelListSchema } } },
      ...errorResponses(401),
    },
  }),
  (c) => c.json({ object: 'list' as const, data: c.get('service').models.list().map(presentModel) }, 200),
)
