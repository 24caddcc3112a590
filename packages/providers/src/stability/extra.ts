import type { FormFields, FormValue } from '@jointo/http-base'
import type { GenerateV1Params, MaskV1Params, TransformV1Params, Unchecked } from '@jointo/client-stability'
import { invalidRequest } from '../provider-error.ts'
import type { ExtraFields } from '../provider-options.ts'

/** Fields of `provider_options.extra` that can be parts of a form. */
export type Extra = Readonly<Record<string, string | number | boolean>>

/**
 * Nothing but plain names and values: a name such as `text_prompts[0][text]` would reach into what is already said.
 * @throws ProviderError `invalid_request`
 */
export function plainExtra(extra: ExtraFields | undefined): Extra | undefined {
  if (extra === undefined) return undefined
  return Object.fromEntries(
    Object.entries(extra).map(([name, value]) => {
      if (!/^\w{1,100}$/.test(name) || !isPlain(value)) {
        const field = `provider_options.extra.${name.slice(0, 100)}`
        throw invalidRequest(field, `${field}: must be a name of letters, and text, a number, true or false.`)
      }
      return [name, value]
    }),
  )
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Each field can be a part of a form. */
type FormShaped<T> = { readonly [K in keyof T]: FormValue }

/** With fields that the client does not know, nothing is checked by it any more. */
export function withExtra<T extends FormShaped<T>>(params: T, extra: Extra | undefined): T | Unchecked {
  return extra === undefined ? params : { unchecked: { ...formOf(params), ...extra } }
}

export function withExtraJson(
  params: GenerateV1Params,
  extra: Extra | undefined,
): GenerateV1Params | { unchecked: Record<string, unknown> } {
  return extra === undefined ? params : { unchecked: { ...params, ...extra } }
}

/** Forms of v1 spell lists `text_prompts[0][text]`. */
export function withExtraForm<T extends TransformV1Params | MaskV1Params>(
  params: T,
  extra: Extra | undefined,
): T | Unchecked {
  if (extra === undefined) return params
  const { text_prompts: prompts, ...rest } = params
  const spelled = prompts.flatMap(({ text, weight }, index): [string, FormValue][] => [
    [`text_prompts[${index}][text]`, text],
    [`text_prompts[${index}][weight]`, weight],
  ])
  return { unchecked: { ...rest, ...Object.fromEntries(spelled), ...extra } }
}

function formOf<T extends FormShaped<T>>(params: T): FormFields {
  const form: Record<string, FormValue> = {}
  for (const name in params) form[name] = params[name]
  return form
}
