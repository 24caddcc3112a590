import { createRoute } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from '../jobs/present.ts'
import { jobPath } from '../jobs/schema.ts'
import { inspectedJobSchema } from './job-schema.ts'

export const inspectJob = operation(
  createRoute({
    method: 'get',
    path: '/admin/jobs/{id}',
    operationId: 'inspectJob',
    tags: ['Admin'],
    summary: 'Get everything about one job',
    description: 'Of any account: what happened to it, at the vendor, to its money and to its files.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey],
    request: { params: jobPath, query: noQuery },
    responses: {
      200: { description: 'All of it', content: { 'application/json': { schema: inspectedJobSchema } } },
      ...errorResponses(400, 401, 403, 404),
    },
  }),
  async (c) => {
    const found = await c.get('service').jobs.inspect(c.req.valid('param').id)
    return c.json({ ...found, job: presentJob(found.job, c.get('settings').publicUrl) }, 200)
  },
)
