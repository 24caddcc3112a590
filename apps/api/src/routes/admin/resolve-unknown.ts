import type { UnknownDecision } from '@jointo/ai-service'
import { createRoute, type z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { jsonBody } from '../../middleware/body.ts'
import { requireAdminKey } from '../../middleware/require-admin-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from '../jobs/present.ts'
import { jobPath } from '../jobs/schema.ts'
import { inspectedJobSchema, unknownDecisionSchema } from './job-schema.ts'

export const resolveUnknown = operation(
  createRoute({
    method: 'post',
    path: '/admin/jobs/{id}/unknown',
    operationId: 'resolveUnknown',
    tags: ['Admin'],
    summary: 'Decide about a job whose outcome is unknown',
    description:
      'Nobody knows whether the vendor took it. Evidence that comes first wins: then, and where a second submission is not allowed, 409 `too_late`. A task that another job has: 409 `vendor_task_taken`.',
    security: [{ adminKey: [] }],
    middleware: [requireAdminKey, jsonBody()],
    request: {
      params: jobPath,
      body: { required: true, content: { 'application/json': { schema: unknownDecisionSchema } } },
    },
    responses: {
      200: {
        description: 'The job after the decision',
        content: { 'application/json': { schema: inspectedJobSchema } },
      },
      ...errorResponses(400, 401, 403, 404, 409, 413, 415),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { jobs } = c.get('service')
    await jobs.resolveUnknown(id, toDecision(c.req.valid('json')))
    const found = await jobs.inspect(id)
    return c.json({ ...found, job: presentJob(found.job, c.get('settings').publicUrl) }, 200)
  },
)

function toDecision(body: z.infer<typeof unknownDecisionSchema>): UnknownDecision {
  return body.action === 'found' ? { action: 'found', vendorTaskId: body.vendor_task_id } : body
}
