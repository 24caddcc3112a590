import { createRoute } from '@hono/zod-openapi'
import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { answerFor } from '../../errors/service-errors.ts'
import { binary } from '../../http/binary-document.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { modelWords } from '../../http/model-words.ts'
import { rawSamples } from '../../http/raw-samples.ts'
import { readResult } from '../../http/read-result.ts'
import { sendAsset } from '../../http/send-asset.ts'
import { startJob } from '../../http/start-job.ts'
import { streamBody } from '../../http/stream-body.ts'
import { streamResult } from '../../http/stream-result.ts'
import { waitForJob } from '../../http/wait-for-job.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { speechFields, toSpeechRequest } from './mapping.ts'
import { createSpeechSchema } from './schema.ts'
import { speechEvents } from './speech-events.ts'

export const createSpeech = operation(
  createRoute({
    method: 'post',
    path: '/v1/audio/speech',
    operationId: 'createSpeech',
    tags: ['OpenAI'],
    summary: 'Speak a text and wait for the recording',
    description: 'Makes a job as `POST /v1/jobs` does and answers with its file. `x-job-id` names the job.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, jsonBody()],
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { 'application/json': { schema: createSpeechSchema } } },
    },
    responses: {
      200: {
        description: 'The recording; with `stream_format: "sse"` as server-sent events',
        content: { ...binary('audio/*'), ...binary('text/event-stream') },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const body = c.req.valid('json')
    const request = toSpeechRequest(body, modelWords(c, body.model))
    const started = await startJob(
      c,
      { model: body.model, kind: 'speech', ...request },
      {
        idempotencyKey: c.req.valid('header')['idempotency-key'],
        route: 'POST /v1/audio/speech',
        fields: speechFields,
        words: body,
      },
    )
    const isRaw = body.response_format === 'pcm'
    if (body.stream_format === 'sse') return streamResult(c, started, (job) => eventsOf(c, job, isRaw))
    const job = await waitForJob(c, started)
    return readResult(c, job, () => (isRaw ? sendSamples(c, job) : sendAsset(c, recordingOf(job))))
  },
)

async function* eventsOf(c: AppContext, job: Job, isRaw: boolean): AsyncGenerator<string> {
  const { stream } = await readResult(c, job, () =>
    c.get('service').assets.open(c.get('principal'), recordingOf(job)),
  )
  yield* speechEvents(isRaw ? rawSamples(stream) : stream)
}

async function sendSamples(c: AppContext, job: Job): Promise<Response> {
  const { stream } = await c.get('service').assets.open(c.get('principal'), recordingOf(job))
  const body = streamBody(stream, c.req.raw.signal, rawSamples(stream))
  return c.body(body, 200, { 'content-type': 'audio/pcm', 'x-content-type-options': 'nosniff' })
}

function recordingOf({ output: [file] }: Job): string {
  if (file === undefined) throw answerFor('result_unavailable', 'The job ended without a recording')
  return file.asset_id
}
