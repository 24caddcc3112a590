import { z } from '@hono/zod-openapi'
import { KINDS } from '@jointo/ai-service'
import { jobInputDocument } from './input-document.ts'

export const kindSchema = z.enum(KINDS).openapi('Kind')

const credits = z.string().openapi({ description: 'Decimal number of credits.', example: '12.5' })

export const jobOutputSchema = z
  .object({
    asset_id: z.string(),
    url: z
      .string()
      .nullable()
      .openapi({ description: 'Needs the same Authorization as this call. Null when the file was deleted.' }),
    media_type: z.string().openapi({ example: 'image/png' }),
    bytes: z.number().int(),
    sha256: z.string(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    duration_seconds: z.number().nullable(),
    deleted_at: z.iso.datetime().nullable(),
  })
  .openapi('JobOutput')

export const jobSchema = z
  .object({
    id: z.string().openapi({ example: 'job_8f14e45fceea167a5a36dedd4bea2543' }),
    object: z.literal('job'),
    kind: kindSchema,
    model: z.string().openapi({ example: 'mock/image' }),
    provider: z.string(),
    status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
    stage: z
      .enum([
        'queued',
        'submitting',
        'submit_unknown',
        'running',
        'storing',
        'succeeded',
        'failed',
        'canceled',
      ])
      .openapi({ description: 'The finer state behind `status`.' }),
    progress: z.number().min(0).max(1),
    input: z.record(z.string(), z.unknown()),
    output: z.array(jobOutputSchema),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        safe_to_retry: z.boolean().openapi({ description: 'False where the vendor may have been paid.' }),
      })
      .nullable(),
    credits: z.object({ quoted: credits, held: credits, charged: credits }),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), param: z.string().optional() })),
    metadata: z.record(z.string(), z.string()),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
  })
  .openapi('Job')

export const jobPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(jobSchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi('JobPage')

/** Strict: a misspelled limit on spending must not be ignored. */
export const createJobSchema = z
  .strictObject({
    model: z.string().min(1).max(200).openapi({ example: 'mock/image' }),
    kind: kindSchema,
    // The service knows the words and names the one that is wrong.
    input: z.record(z.string(), z.unknown()).openapi(jobInputDocument),
    provider_options: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'What only this vendor knows.' }),
    max_credits: z
      .string()
      .max(30)
      .optional()
      .openapi({ description: 'Refuse when the price could be above.', example: '20' }),
    quote_id: z.string().max(100).optional().openapi({ description: 'The price of this quote holds.' }),
    metadata: z.record(z.string(), z.string()).optional(),
    priority: z
      .enum(['low', 'normal', 'high'])
      .optional()
      .openapi({ description: 'Among the waiting jobs of the same account. Default `normal`.' }),
    webhook_url: z.string().min(1).max(2_048).optional().openapi({
      description: 'Hears of every event of this job, signed with the secret of `GET /v1/webhook-secret`.',
      example: 'https://example.com/hooks',
    }),
  })
  .openapi('CreateJob')

export const jobPath = z.object({
  id: z
    .string()
    .max(200)
    .openapi({ param: { name: 'id', in: 'path' }, example: 'job_8f14e45fceea167a5a36dedd4bea2543' }),
})

/** A whole number in a query, within limits; anything else is refused. */
export function wholeNumber(min: number, max: number, description: string) {
  return z
    .string()
    .regex(/^\d{1,6}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .optional()
    .openapi({ type: 'integer', minimum: min, maximum: max, description })
}
