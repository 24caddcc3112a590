import type { z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { formBody } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'

/** What writing down and translating a recording have in common. */
export const transcriptRoute = {
  method: 'post' as const,
  tags: ['OpenAI'],
  description: 'Makes a job as `POST /v1/jobs` does and answers with its words. `x-job-id` names the job.',
  security: [{ apiKey: [] }],
  middleware: [requireApiKey, bodyRoom, formBody()],
}

export const transcriptRequest = <T extends z.ZodType>(form: T) => ({
  headers: idempotencyHeaders,
  body: { required: true as const, content: { 'multipart/form-data': { schema: form } } },
})

export const transcriptErrors = errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 429, 503)
