import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { inspectedJobSchema } from '../admin/job-schema.ts'
import { jobPath } from './schema.ts'

const { timeline, attempts, quote, hold, ledger, deliveries, machine } = inspectedJobSchema.shape

const historySchema = z
  .object({
    object: z.literal('job_history'),
    job_id: z.string(),
    provider_options: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'As they were sent; null without any, and when the prompt was deleted.' }),
    deadline_at: machine.shape.deadline_at,
    cancel_requested_at: machine.shape.cancel_requested_at,
    timeline,
    attempts,
    quote,
    hold,
    ledger: z.array(ledger.element.omit({ account: true })),
    deliveries,
  })
  .openapi('JobHistory')

export const getJobHistory = operation(
  createRoute({
    method: 'get',
    path: '/v1/jobs/{id}/history',
    operationId: 'getJobHistory',
    tags: ['Jobs'],
    summary: 'Get what happened to a job',
    description: 'Its steps, its attempts at the vendor, its price and every entry, and who was told.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: { params: jobPath, query: noQuery },
    responses: {
      200: { description: 'The history', content: { 'application/json': { schema: historySchema } } },
      ...errorResponses(400, 401, 404),
    },
  }),
  async (c) => c.json(await c.get('service').jobs.history(c.get('principal'), c.req.valid('param').id), 200),
)
