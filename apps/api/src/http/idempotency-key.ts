import { z, type RouteConfig } from '@hono/zod-openapi'
import type { CallOptions } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { validationError } from '../errors/validation-error.ts'

const DESCRIPTION = 'Makes a repeat safe: same key and same body give the same job or answer.'

const MAX_LENGTH = 255
const PRINTABLE = /^[\x21-\x7e]+$/

/** For every route that creates a job or makes a call. The same key with the same body answers with the same again. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(MAX_LENGTH)
    .regex(PRINTABLE, 'must be printable ASCII without spaces')
    .optional()
    .openapi({ description: DESCRIPTION }),
})

/** What a key does to a call without a job. */
export const KEYED_CALL =
  'With an `Idempotency-Key` the answer is kept for a day, up to 256 kB, and given again with `Idempotent-Replayed: true`; a repeat of a stream or of a larger answer is 409 `answer_not_kept`.'

/** The same for calls without a job, which read it by themselves: to check all headers cost each call 7 % of its time. */
export const KEYED_CALL_PARAMETERS: NonNullable<RouteConfig['parameters']> = [
  {
    in: 'header',
    name: 'idempotency-key',
    required: false,
    description: DESCRIPTION,
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: MAX_LENGTH,
      pattern: PRINTABLE.source,
      description: DESCRIPTION,
    },
  },
]

/** Of a call without a job. */
export function callOptions(
  c: AppContext,
  { max_credits }: { max_credits?: string | null | undefined },
): CallOptions {
  const onReplayed = (): void => c.header('idempotent-replayed', 'true')
  const maxCredits = max_credits ?? undefined
  return { signal: c.req.raw.signal, idempotencyKey: keyOf(c), maxCredits, onReplayed }
}

/** @throws ApiError when it is none */
function keyOf(c: AppContext): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return undefined
  const parsed = idempotencyHeaders.safeParse({ 'idempotency-key': key })
  if (parsed.success) return key
  throw validationError(parsed.error, 'header')
}
