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
  const field = ['provider_options', ...(issue?.path ?? []), ...unknown].join('.')
  throw invalidRequest(
    field,
    `${field}: ${unknown.length > 0 ? 'not known to this model' : (issue?.message ?? 'not understood')}.`,
  )
}

const extraSchema: z.ZodType<{ extra?: ExtraFields | undefined }> = z.object({
  extra: z.record(z.string(), z.unknown()).optional(),
})

/** Takes `provider_options.extra` apart from the options that the model knows. */
export function takeExtra(options: Record<string, unknown> = {}): {
  extra: ExtraFields | undefined
  options: Record<string, unknown>
} {
  const { extra: _taken, ...rest } = options
  return { ...parseProviderOptions(extraSchema, options), options: rest }
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

/** `provider_options.extra`: fields of the vendor's newer versions, for operators who know what they cost. */
export type ExtraFields = Readonly<Record<string, unknown>>

/**
 * Takes `extra` out of a request. What is left is checked as always.
 * @throws ProviderError `invalid_request` when it is there and the provider was not made with `allowExtra: true`
 */
export function takeExtra(
  request: GenerationRequest,
  allowExtra: boolean,
): { request: GenerationRequest; extra: ExtraFields | undefined } {
  const { extra, ...provider_options } = request.provider_options ?? {}
  if (extra === undefined) return { request, extra }
  const field = 'provider_options.extra'
  if (!allowExtra) {
    throw invalidRequest(field, `${field} is not offered: what is unknown may cost more than was quoted.`)
  }
  const fields = z.record(z.string(), z.unknown()).safeParse(extra)
  if (!fields.success) throw invalidRequest(field, `${field} must be an object.`)
  return { request: { ...request, provider_options }, extra: fields.data }
}

/**
 * What goes to the vendor with `extra` in it.
 * @throws ProviderError `invalid_request` naming the first field that was already set
 */
export function mergeExtra(params: object, extra: ExtraFields): Record<string, unknown> {
  const set = new Map(Object.entries(params).filter(([, value]) => value !== undefined))
  const taken = Object.keys(extra).find((name) => set.has(name))
  if (taken !== undefined) {
    const field = `provider_options.extra.${taken}`
    throw invalidRequest(field, `${field} is set by the request already; it can't be replaced.`)
  }
  return { ...params, ...extra }
}
