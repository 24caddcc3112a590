import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { findVideo } from './find.ts'
import { presentVideo } from './present.ts'
import { videoPath, videoSchema } from './schema.ts'

export const getVideo = operation(
  createRoute({
    method: 'get',
    path: '/v1/videos/{id}',
    operationId: 'getVideo',
    tags: ['OpenAI'],
    summary: 'Get a video',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: videoPath, query: noQuery },
    responses: {
      200: { description: 'The video', content: { 'application/json': { schema: videoSchema } } },
      ...errorResponses(400, 401, 404),
    },
  }),
  async (c) => c.json(presentVideo(await findVideo(c, c.req.valid('param').id)), 200),
)
