import { createRoute } from '@hono/zod-openapi'
import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { binary } from '../../http/binary-document.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { isForm } from '../../http/is-form.ts'
import { modelWords } from '../../http/model-words.ts'
import { startJob } from '../../http/start-job.ts'
import { streamResult } from '../../http/stream-result.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonOrFormBody, WITH_FILES } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { editImageFormSchema, editImageSchema, type EditImage } from './edit-schema.ts'
import { editFields, toEditRequest } from './mapping.ts'
import { imagesReply, pictureEvents, type Wanted } from './reply.ts'
import { imagesReplySchema } from './schema.ts'

export const editImage = operation(
  createRoute({
    method: 'post',
    path: '/v1/images/edits',
    operationId: 'editImage',
    tags: ['OpenAI'],
    summary: 'Change images by words and wait for the result',
    description:
      'One to sixteen pictures, together up to 50 MB, and a mask. Models that know references alone make a new picture from them. `x-job-id` names the job.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, bodyRoom, jsonOrFormBody(WITH_FILES)],
    request: {
      headers: idempotencyHeaders,
      // Not `required` here: each of the two is checked only when it is what came. The document says that one has to come.
      body: {
        content: {
          'application/json': { schema: editImageSchema },
          'multipart/form-data': { schema: editImageFormSchema },
        },
      },
    },
    responses: {
      200: {
        description: 'The images; with `stream: true` as server-sent events',
        content: { 'application/json': { schema: imagesReplySchema }, ...binary('text/event-stream') },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 429, 503),
    },
  }),
  async (c) => {
    const key = c.req.valid('header')['idempotency-key']
    const { started, stream, wanted } = await start(
      c,
      isForm(c) ? c.req.valid('form') : c.req.valid('json'),
      key,
    )
    if (!stream) return c.json(await imagesReply(c, started, wanted), 200)
    return streamResult(c, started, (job) => pictureEvents(c, job, 'image_edit.completed', wanted))
  },
)

interface Started {
  started: Job
  stream: boolean
  wanted: Wanted
}

/** Apart from the wait, so that the pictures are not kept in memory through it. */
async function start(c: AppContext, body: EditImage, idempotencyKey: string | undefined): Promise<Started> {
  const words = modelWords(c, body.model)
  const started = await startJob(
    c,
    { model: body.model, ...toEditRequest(body, body.given, words) },
    { idempotencyKey, route: 'POST /v1/images/edits', fields: editFields(body.given), words: body },
  )
  const { model, quality, background, response_format } = body
  return { started, stream: body.stream === true, wanted: { model, quality, background, response_format } }
}
