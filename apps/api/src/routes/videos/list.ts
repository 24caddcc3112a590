import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { presentVideo } from './present.ts'
import { videoPageSchema } from './schema.ts'

export const listVideos = operation(
  createRoute({
    method: 'get',
    path: '/v1/videos',
    operationId: 'listVideos',
    tags: ['OpenAI'],
    summary: 'List videos',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.strictObject({
        limit: wholeNumber(1, 100, 'Videos per page. Default 20.'),
        after: z.string().max(200).optional().openapi({ description: 'The last video of the page before.' }),
        order: z
          .enum(['asc', 'desc'])
          .optional()
          .openapi({ description: 'Oldest or newest first. Default `desc`.' }),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: videoPageSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const page = await c.get('service').jobs.list(c.get('principal'), {
      ...c.req.valid('query'),
      kind: 'video',
      shown: true,
    })
    const data = page.data.map(presentVideo)
    return c.json(
      {
        object: 'list' as const,
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: page.has_more,
      },
      200,
    )
  },
)
