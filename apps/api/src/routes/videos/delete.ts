import type { Job } from '@jointo/ai-service'
import { createRoute } from '@hono/zod-openapi'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { answerFor, isServiceError } from '../../errors/service-errors.ts'
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
    description:
      'Cancels it while that is possible, and deletes the file of a finished one. These routes know it no more then; `GET /v1/jobs/{id}` still tells what it cost. 409 when it can not be stopped any more, or its vendor has not confirmed yet: delete it when it has ended.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: videoPath },
    responses: {
      200: { description: 'Given up', content: { 'application/json': { schema: deletedVideoSchema } } },
      ...errorResponses(401, 404, 409),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const video = await findVideo(c, id)
    const { output } = isUnderWay(video) ? await stop(c, id) : video
    const stored = output.filter((file) => file.deleted_at === null)
    await Promise.all(
      stored.map(({ asset_id }) => c.get('service').assets.delete(c.get('principal'), asset_id)),
    )
    await c.get('service').jobs.hide(c.get('principal'), id)
    return c.json({ id, object: 'video.deleted' as const, deleted: true as const }, 200)
  },
)

/** Vendors that can cancel do so at once; for the others nobody is kept waiting. */
const CONFIRMED_WITHIN_MS = 3_000

const isUnderWay = ({ status }: Job): boolean => status === 'queued' || status === 'running'

/**
 * @returns the video that has ended
 * @throws when it has not: nothing may be called deleted that is still made, charged and kept
 */
async function stop(c: AppContext, id: string): Promise<Job> {
  const { service, principal } = c.var
  try {
    await service.jobs.cancel(principal, id)
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'too_late') throw error
    const video = await findVideo(c, id)
    if (!isUnderWay(video)) return video
    const message = 'The video is made and being stored: delete it when it is completed'
    throw answerFor('too_late', message)
  }
  const signal = c.req.raw.signal
  const video = await service.jobs.wait(principal, id, { timeoutMs: CONFIRMED_WITHIN_MS, signal })
  if (!isUnderWay(video)) return video
  throw answerFor(
    'too_late',
    'The vendor was asked to stop and has not confirmed it: the video may still be made. Delete it when it has ended',
  )
}
