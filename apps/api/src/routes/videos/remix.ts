import { createRoute } from '@hono/zod-openapi'
import type { CreateJobInput, Job } from '@jointo/ai-service'
import { ApiError } from '../../errors/api-error.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { modelWords, type ModelWords } from '../../http/model-words.ts'
import { startJob } from '../../http/start-job.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { findVideo } from './find.ts'
import { videoFields } from './mapping.ts'
import { presentVideo, REMIXED_FROM } from './present.ts'
import { remixVideoSchema, videoPath, videoSchema } from './schema.ts'

export const remixVideo = operation(
  createRoute({
    method: 'post',
    path: '/v1/videos/{id}/remix',
    operationId: 'remixVideo',
    tags: ['OpenAI'],
    summary: 'Make a finished video anew with another prompt',
    description:
      'Same model, same settings. Models that take a video begin from the finished one; others from what it was made of.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, jsonBody()],
    request: {
      params: videoPath,
      headers: idempotencyHeaders,
      body: { required: true, content: { 'application/json': { schema: remixVideoSchema } } },
    },
    responses: {
      200: { description: 'Accepted', content: { 'application/json': { schema: videoSchema } } },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const original = await findVideo(c, c.req.valid('param').id, false)
    const body = c.req.valid('json')
    const job = await startJob(c, remix(original, body.prompt, modelWords(c, original.model)), {
      idempotencyKey: c.req.valid('header')['idempotency-key'],
      route: 'POST /v1/videos/{id}/remix',
      fields: videoFields,
      words: body,
      check: () => refuseUnready(original),
    })
    return c.json(presentVideo(job), 200)
  },
)

function remix(original: Job, prompt: string, words: ModelWords): CreateJobInput {
  const [file] = original.output
  const { prompt: _, ...settings } = original.input
  return {
    model: original.model,
    kind: 'video',
    input: {
      ...settings,
      prompt,
      ...(words.takes('video') && file !== undefined ? { video: { asset_id: file.asset_id } } : {}),
    },
    metadata: { [REMIXED_FROM]: original.id },
  }
}

function refuseUnready({ status, output: [file] }: Job): void {
  if (status === 'succeeded' && file !== undefined && file.deleted_at === null) return
  throw new ApiError(400, 'video_not_ready', 'Only a finished video that is still stored can be remixed')
}
