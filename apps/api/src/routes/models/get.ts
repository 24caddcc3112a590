import { createRoute, z } from '@hono/zod-openapi'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentModel } from './present.ts'
import { modelSchema, type Model } from './schema.ts'

const shared = {
  method: 'get' as const,
  tags: ['Models'],
  summary: 'Get a model',
  security: [{ apiKey: [] }],
  middleware: [requireApiKey],
  responses: {
    200: { description: 'The model', content: { 'application/json': { schema: modelSchema } } },
    ...errorResponses(401, 404),
  },
}

export const getModel = operation(
  createRoute({
    ...shared,
    path: '/v1/models/{id}',
    operationId: 'getModel',
    description: 'The slash in an id may be written plainly or as `%2F`.',
    request: { params: z.object({ id: z.string().openapi({ example: 'runway/gen4.5' }) }) },
  }),
  (c) => c.json(find(c, c.req.valid('param').id), 200),
)

/** The same with a plain slash in the id, as people type it. */
export const getModelByPath = operation(
  createRoute({
    ...shared,
    path: '/v1/models/{provider}/{name}',
    hide: true,
    request: { params: z.object({ provider: z.string(), name: z.string() }) },
  }),
  (c) => {
    const { provider, name } = c.req.valid('param')
    return c.json(find(c, `${provider}/${name}`), 200)
  },
)

function find(c: AppContext, id: string): Model {
  return presentModel(c.get('service').models.get(id))
}
