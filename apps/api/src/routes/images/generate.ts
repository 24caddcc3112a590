import { createRoute } from '@hono/zod-openapi'
import { invalidRequest } from '../../errors/api-error.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { modelWords } from '../../http/model-words.ts'
import { readAssetAsBase64 } from '../../http/read-asset.ts'
import { readResult } from '../../http/read-result.ts'
import { startJob } from '../../http/start-job.ts'
import { waitForJob } from '../../http/wait-for-job.ts'
import { withPublicUrl } from '../../http/with-public-url.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { imageFields, toImageInput, toImagesReply } from './mapping.ts'
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
      200: { description: 'The images', content: { 'application/json': { schema: imagesReplySchema } } },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const body = c.req.valid('json')
    if (body.stream === true) throw invalidRequest('stream', 'images are not streamed here, leave it out')
    const input = toImageInput(body, modelWords(c, body.model))
    const started = await startJob(
      c,
      { model: body.model, kind: 'image', input },
      {
        idempotencyKey: c.req.valid('header')['idempotency-key'],
        route: 'POST /v1/images/generations',
        fields: imageFields,
      },
    )
    const job = await waitForJob(c, started)
    const data = await Promise.all(
      job.output.map(async (file) =>
        body.response_format === 'url' && file.url !== null
          ? { url: withPublicUrl(file.url, c.var.settings.publicUrl) }
          : { b64_json: await readResult(c, job, () => readAssetAsBase64(c, file.asset_id)) },
      ),
    )
    return c.json(toImagesReply(job, data, body), 200)
  },
)
