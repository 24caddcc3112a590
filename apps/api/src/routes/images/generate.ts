import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { binary } from '../../http/binary-document.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { modelWords } from '../../http/model-words.ts'
import { startJob } from '../../http/start-job.ts'
import { streamResult } from '../../http/stream-result.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { imageFields, toImageRequest } from './mapping.ts'
import { imagesReply, pictureEvents } from './reply.ts'
import { generateImageSchema, imagesReplySchema } from './schema.ts'

export const generateImage = operation(
  createRoute({
    method: 'post',
    path: '/v1/images/generations',
    operationId: 'generateImage',
    tags: ['OpenAI'],
    summary: 'Generate images and wait for them',
    description: 'Makes a job as `POST /v1/jobs` does and answers with its files. `x-job-id` names the job.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, jsonBody()],
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { 'application/json': { schema: generateImageSchema } } },
    },
    responses: {
      200: {
        description: 'The images; with `stream: true` as server-sent events',
        content: { 'application/json': { schema: imagesReplySchema }, ...binary('text/event-stream') },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const body = c.req.valid('json')
    const request = toImageRequest(body, modelWords(c, body.model))
    const started = await startJob(
      c,
      { model: body.model, ...request },
      {
        idempotencyKey: c.req.valid('header')['idempotency-key'],
        route: 'POST /v1/images/generations',
        fields: imageFields,
        words: body,
      },
    )
    if (body.stream !== true) return c.json(await imagesReply(c, started, body), 200)
    return streamResult(c, started, (job) => pictureEvents(c, job, 'image_generation.completed', body))
  },
)
