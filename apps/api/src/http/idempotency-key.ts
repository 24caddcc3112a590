import { z } from '@hono/zod-openapi'

/** For every route that creates a job. The same key with the same body answers with the same job again. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .optional()
    .openapi({ description: 'Makes a repeat safe: same key and same body give the same job.' }),
})
