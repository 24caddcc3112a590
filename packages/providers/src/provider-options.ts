import { describeIssue, formatPath } from '@jointo/http-base'
import { z } from 'zod'
import { invalidRequest } from './provider-error.ts'
import type { GenerationRequest } from './spec/generation.ts'

/** Fields of the vendor that this package does not know, sent on purpose. */
export type ExtraFields = Readonly<Record<string, unknown>>

/** An option of every vendor's provider. */
export interface ExtraOption {
  /**
   * Lets callers send `provider_options.extra`, which goes to the vendor unchecked. Default false: what is unknown may cost
   * more than was quoted.
   */
  allowExtra?: boolean | undefined
}

/** @throws ProviderError `invalid_request` naming `provider_options.<field>` */
export function parseProviderOptions<T>(
  schema: z.ZodType<T>,
  options: Record<string, unknown> | undefined,
): T {
  const result = schema.safeParse(options ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = formatPath(['provider_options', ...(issue?.path ?? []), ...unknown])
  throw invalidRequest(
    field,
    `${field}: ${unknown.length > 0 ? 'not known to this model' : issue === undefined ? 'not understood' : describeIssue(issue)}.`,
  )
}

const extraSchema: z.ZodType<{ extra?: ExtraFields | undefined }> = z.object({
  extra: z.record(z.string(), z.unknown()).optional(),
})

/** Takes `provider_options.extra` apart from the options that the model knows. */
export function takeExtra(given: Record<string, unknown> = {}): {
  extra: ExtraFields | undefined
  options: Record<string, unknown>
} {
  const { extra } = parseProviderOptions(extraSchema, given)
  const { extra: _taken, ...options } = given
  return { extra, options }
}

/** @throws ProviderError `invalid_request` where a request has `extra` and the provider was not made with `allowExtra` */
export function refuseExtra(
  { provider_options }: GenerationRequest,
  { allowExtra = false }: ExtraOption,
): void {
  if (allowExtra || provider_options?.['extra'] === undefined) return
  throw invalidRequest('provider_options.extra', 'provider_options.extra is not open here: leave it out.')
}

/** @throws ProviderError `invalid_request` naming a field of `extra` that is set already */
export function refuseReplacing(extra: ExtraFields | undefined, fields: object): void {
  const taken = Object.keys(extra ?? {}).find(
    (field) => Object.hasOwn(fields, field) && Reflect.get(fields, field) !== undefined,
  )
  if (taken === undefined) return
  const field = `provider_options.extra.${taken}`
  throw invalidRequest(field, `${field} would replace what the request says: leave it out.`)
}
