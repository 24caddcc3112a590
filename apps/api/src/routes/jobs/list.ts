import { createRoute, z } from '@hono/zod-openapi'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from './present.ts'
import { jobPageSchema, jobSchema, kindSchema, wholeNumber } from './schema.ts'

const moment = (description: string) =>
  z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z' })
    .optional()
    .openapi({ description })

const credits = (description: string) =>
  z
    .string()
    .min(1)
    .max(30)
    .optional()
    .openapi({ description: `${description} Decimal number of credits.` })

export const listJobs = operation(
  createRoute({
    method: 'get',
    path: '/v1/jobs',
    operationId: 'listJobs',
    tags: ['Jobs'],
    summary: 'List jobs, newest first',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.strictObject({
        limit: wholeNumber(1, 100, 'Jobs per page. Default 20.'),
        cursor: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .openapi({ description: '`next_cursor` of the page before.' }),
        status: jobSchema.shape.status.optional(),
        kind: kindSchema.optional(),
        model: z.string().min(1).max(200).optional(),
        created_after: moment('Accepted at or after this moment.'),
        created_before: moment('Accepted before this moment.'),
        min_charged: credits('Charged at least.'),
        max_charged: credits('Charged at most.'),
        q: z.string().min(1).max(200).optional().openapi({ description: 'Words to look for in prompts.' }),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: jobPageSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const { service, principal, settings } = c.var
    const { q, created_after, created_before, min_charged, max_charged, ...filters } = c.req.valid('query')
    const page = await service.jobs.list(principal, {
      ...filters,
      query: q,
      createdAfter: created_after,
      createdBefore: created_before,
      minCharged: min_charged,
      maxCharged: max_charged,
    })
    const data = page.data.map((job) => presentJob(job, settings.publicUrl))
    return c.json(
      { object: 'list' as const, data, has_more: page.has_more, next_cursor: page.next_cursor },
      200,
    )
  },
)
