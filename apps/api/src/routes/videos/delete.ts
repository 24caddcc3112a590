import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { isServiceError } from '../../errors/service-errors.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { findVideo } from './find.ts'
import { deletedVideoSchema, videoPath } from './schema.ts'

export const deleteVideo = operation(
  createRoute({
    method: 'delete',
    path: '/v1/videos/{id}',
    operationId: 'deleteVideo',
    tags: ['OpenAI'],
    summary: 'Give up a video',
    description: 'Cancels it while that is possible. The file of a finished one is deleted.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: videoPath },
    responses: {
      200: { description: 'Given up', content: { 'application/json': { schema: deletedVideoSchema } } },
      ...errorResponses(401, 404),
    },
  }),
  async (c) => {
    const { id, output } = await findVideo(c, c.req.valid('param').id)
    const stored = output.filter((file) => file.deleted_at === null)
    await Promise.all(stored.map(({ asset_id }) => c.var.service.assets.delete(c.var.principal, asset_id)))
    try {
      await c.var.service.jobs.cancel(c.var.principal, id)
    } catch (error) {
      if (!isServiceError(error) || error.code !== 'too_late') throw error
    }
    return c.json({ id, object: 'video.deleted' as const, deleted: true as const }, 200)
  },
)
