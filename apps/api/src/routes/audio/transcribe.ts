import { createRoute } from '@hono/zod-openapi'
import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { binary } from '../../http/binary-document.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { startJob } from '../../http/start-job.ts'
import { formBody } from '../../middleware/body.ts'
import { fileSlots } from '../../middleware/file-slots.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { isStreamed, transcriptReply, type WantedTranscript } from './transcript-reply.ts'
import { toTranscription, transcriptionFields } from './transcription-mapping.ts'
import {
  createTranscriptionSchema,
  transcriptSchema,
  type CreateTranscription,
} from './transcription-schema.ts'

export const createTranscription = operation(
  createRoute({
    method: 'post',
    path: '/v1/audio/transcriptions',
    operationId: 'createTranscription',
    tags: ['OpenAI'],
    summary: 'Write down a recording and wait for the words',
    description: 'Makes a job as `POST /v1/jobs` does and answers with its words. `x-job-id` names the job.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, fileSlots, formBody()],
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { 'multipart/form-data': { schema: createTranscriptionSchema } } },
    },
    responses: {
      200: {
        description: 'The words, in the wanted format; with `stream: true` as server-sent events',
        content: {
          'application/json': { schema: transcriptSchema },
          ...binary('text/plain'),
          ...binary('text/event-stream'),
        },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 429, 503),
    },
  }),
  async (c) => {
    const { started, wanted } = await start(c, c.req.valid('form'), c.req.valid('header')['idempotency-key'])
    return transcriptReply(c, started, wanted)
  },
)

/** Apart from the wait, so that the recording is not kept in memory through it. */
async function start(
  c: AppContext,
  body: CreateTranscription,
  idempotencyKey: string | undefined,
): Promise<{ started: Job; wanted: WantedTranscript }> {
  const format = body.response_format ?? 'json'
  const bytes = new Uint8Array(await body.file.arrayBuffer())
  const started = await startJob(
    c,
    { model: body.model, kind: 'transcription', ...toTranscription(body, bytes, format) },
    { idempotencyKey, route: 'POST /v1/audio/transcriptions', fields: transcriptionFields },
  )
  return { started, wanted: { format, task: 'transcribe', stream: isStreamed(body.stream, format) } }
}
