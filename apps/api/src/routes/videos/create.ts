import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { isForm } from '../../http/is-form.ts'
import { modelWords } from '../../http/model-words.ts'
import { startJob } from '../../http/start-job.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonOrFormBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { toVideoInput, videoFields } from './mapping.ts'
import { presentVideo } from './present.ts'
import { createVideoFormSchema, createVideoSchema, videoSchema } from './schema.ts'

export const createVideo = operation(
  createRoute({
    method: 'post',
    path: '/v1/videos',
    operationId: 'createVideo',
    tags: ['OpenAI'],
    summary: 'Create a video',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, bodyRoom, jsonOrFormBody()],
    request: {
      headers: idempotencyHeaders,
      // Not `required` here: each of the two is checked only when it is what came. The document says that one has to come.
      body: {
        content: {
          'application/json': { schema: createVideoSchema },
          'multipart/form-data': { schema: createVideoFormSchema },
        },
      },
    },
    responses: {
      200: { description: 'Accepted', content: { 'application/json': { schema: videoSchema } } },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const body = isForm(c) ? c.req.valid('form') : c.req.valid('json')
    const job = await startJob(
      c,
      { model: body.model, kind: 'video', input: toVideoInput(body, modelWords(c, body.model)) },
      {
        idempotencyKey: c.req.valid('header')['idempotency-key'],
        route: 'POST /v1/videos',
        fields: videoFields,
        words: body,
      },
    )
    return c.json(presentVideo(job), 200)
  },
)
