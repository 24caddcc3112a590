import type { z } from 'zod'
import { invalidRequest } from './provider-error.ts'

/** @throws ProviderError `invalid_request` naming `provider_options.<field>` */
export function parseProviderOptions<T>(
  schema: z.ZodType<T>,
  options: Record<string, unknown> | undefined,
): T {
  const result = schema.safeParse(options ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = ['provider_options', ...(issue?.path ?? []), ...unknown].join('.')
  throw invalidRequest(
    field,
    `${field}: ${unknown.length > 0 ? 'not known to this model' : (issue?.message ?? 'not understood')}.`,
  )
}
