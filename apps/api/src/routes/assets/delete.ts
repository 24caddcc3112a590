import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { assetPath } from './get.ts'

export const deleteAsset = operation(
  createRoute({
    method: 'delete',
    path: '/v1/assets/{id}',
    operationId: 'deleteAsset',
    tags: ['Assets'],
    summary: 'Delete a stored file',
    description:
      'It is gone at once and for good. The job that made it still shows it, with `deleted_at` and no `url`.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: assetPath },
    responses: { 204: { description: 'Deleted' }, ...errorResponses(401, 404) },
  }),
  async (c) => {
    await c.get('service').assets.delete(c.get('principal'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)
