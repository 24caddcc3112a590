import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from './present.ts'
import { jobPath, jobSchema } from './schema.ts'

export const cancelJob = operation(
  createRoute({
    method: 'post',
    path: '/v1/jobs/{id}/cancel',
    operationId: 'cancelJob',
    tags: ['Jobs'],
    summary: 'Ask to cancel a job',
    description:
      'A waiting job is canceled at once; one that a vendor works on, when the vendor confirms it.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: jobPath },
    responses: {
      200: { description: 'The job as it is now', content: { 'application/json': { schema: jobSchema } } },
      ...errorResponses(401, 404, 409),
    },
  }),
  async (c) => {
    const { service, principal, settings } = c.var
    const job = await service.jobs.cancel(principal, c.req.valid('param').id)
    return c.json(presentJob(job, settings.publicUrl), 200)
  },
)
