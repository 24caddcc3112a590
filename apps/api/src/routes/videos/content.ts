import { createRoute, z } from '@hono/zod-openapi'
import { ApiError } from '../../errors/api-error.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { binary } from '../../http/binary-document.ts'
import { sendAsset } from '../../http/send-asset.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { findVideo } from './find.ts'
import { videoPath } from './schema.ts'

export const getVideoContent = operation(
  createRoute({
    method: 'get',
    path: '/v1/videos/{id}/content',
    operationId: 'getVideoContent',
    tags: ['OpenAI'],
    summary: 'Download a finished video',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      params: videoPath,
      query: z.strictObject({ variant: z.literal('video', 'only the video itself is kept').optional() }),
    },
    responses: {
      200: { description: 'The video', content: binary('video/*') },
      206: { description: 'A part of the video', content: binary('video/*') },
      302: { description: 'A link to the file that works for five minutes (`S3_PRESIGN`)' },
      304: { description: 'Unchanged' },
      ...errorResponses(400, 401, 404, 416),
    },
  }),
  async (c) => {
    const job = await findVideo(c, c.req.valid('param').id)
    const [file] = job.output
    if (file?.deleted_at != null) throw new ApiError(404, 'not_found', 'The video was deleted')
    if (job.status === 'succeeded' && file !== undefined) return sendAsset(c, file.asset_id)
    const running = job.status === 'queued' || job.status === 'running'
    // Statuses that SDKs do not try again by themselves.
    throw running
      ? new ApiError(
          400,
          'video_not_ready',
          'The video is not finished: ask for its status until it is completed',
        )
      : new ApiError(
          404,
          'result_unavailable',
          `There is no video: ${job.error?.message ?? 'it was cancelled'}`,
        )
  },
)
