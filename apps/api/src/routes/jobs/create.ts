import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { bodyRoom } from '../../middleware/body-room.ts'
import { jsonBody, WITH_MEDIA } from '../../middleware/body.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from './present.ts'
import { createJobSchema, jobSchema } from './schema.ts'

export const createJob = operation(
  createRoute({
    method: 'post',
    path: '/v1/jobs',
    operationId: 'createJob',
    tags: ['Jobs'],
    summary: 'Create a job',
    description:
      'Reserves the highest price and answers at once. From then on the job is kept: it ends as `succeeded` with its files stored, or costs nothing.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey, bodyRoom, jsonBody(WITH_MEDIA)],
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { 'application/json': { schema: createJobSchema } } },
    },
    responses: {
      202: {
        description:
          'Accepted. `Idempotent-Replayed: true` with the same body when an earlier call with this key made it.',
        content: { 'application/json': { schema: jobSchema } },
      },
      ...errorResponses(400, 401, 402, 404, 409, 413, 415, 422, 503),
    },
  }),
  async (c) => {
    const { service, principal, settings } = c.var
    const { job, replayed } = await service.jobs.create(principal, c.req.valid('json'), {
      idempotencyKey: c.req.valid('header')['idempotency-key'],
      route: 'POST /v1/jobs',
      signal: c.req.raw.signal,
    })
    c.header('location', `${settings.publicUrl}/v1/jobs/${job.id}`)
    if (replayed) c.header('idempotent-replayed', 'true')
    return c.json(presentJob(job, settings.publicUrl), 202)
  },
)
