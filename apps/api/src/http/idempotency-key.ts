import { z } from '@hono/zod-openapi'
import type { CallOptions } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'

/** For every route that creates a job or makes a call. The same key with the same body answers with the same again. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .optional()
    .openapi({ description: 'Makes a repeat safe: same key and same body give the same job or answer.' }),
})

/** What a key does to a call without a job. */
export const KEYED_CALL =
  'With an `Idempotency-Key` the answer is kept for a day, up to 256 kB, and given again with `Idempotent-Replayed: true`; a repeat of a stream or of a larger answer is 409 `answer_not_kept`.'

/** Of a call without a job. */
export function callOptions(
  c: AppContext,
  { 'idempotency-key': idempotencyKey }: z.infer<typeof idempotencyHeaders>,
): CallOptions {
  const onReplayed = (): void => c.header('idempotent-replayed', 'true')
  return { signal: c.req.raw.signal, idempotencyKey, onReplayed }
}
