import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'

export const assetPath = z.object({ id: z.string().max(200) })

export const assetSchema = z
  .object({
    id: z.string(),
    object: z.literal('asset'),
    job_id: z.string().nullable(),
    media_type: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    duration_seconds: z.number().nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi('Asset')

export const getAsset = operation(
  createRoute({
    method: 'get',
    path: '/v1/assets/{id}',
    operationId: 'getAsset',
    tags: ['Assets'],
    summary: 'Get what is known about a stored file',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: assetPath, query: noQuery },
    responses: {
      200: { description: 'The asset', content: { 'application/json': { schema: assetSchema } } },
      ...errorResponses(400, 401, 404),
    },
  }),
  async (c) => c.json(await c.get('service').assets.get(c.get('principal'), c.req.valid('param').id), 200),
)
