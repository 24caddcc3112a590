import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { assetSchema } from './get.ts'

const assetPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(assetSchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi('AssetPage')

export const listAssets = operation(
  createRoute({
    method: 'get',
    path: '/v1/assets',
    operationId: 'listAssets',
    tags: ['Assets'],
    summary: 'List stored files, newest first',
    description: 'What was uploaded and what jobs made, without what was deleted.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.strictObject({
        limit: wholeNumber(1, 100, 'Files per page. Default 20.'),
        cursor: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .openapi({ description: '`next_cursor` of the page before.' }),
        kind: z.enum(['image', 'video', 'audio', 'model', 'text']).optional(),
        media_type: z.string().min(1).max(100).optional().openapi({ example: 'image/png' }),
        source: z
          .enum(['upload', 'result'])
          .optional()
          .openapi({ description: 'What was brought, or what jobs made.' }),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: assetPageSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const { media_type: mediaType, ...filters } = c.req.valid('query')
    const page = await c.get('service').assets.list(c.get('principal'), { ...filters, mediaType })
    return c.json({ object: 'list' as const, ...page }, 200)
  },
)
