import { checkArguments, InvalidArgumentError } from '@jointo/http-base'
import type { z } from 'zod'

/** A body that this package does not know yet, sent as it is: `{ unchecked: { model: 'new', … } }`. */
export interface Unchecked {
  unchecked: { readonly [field: string]: unknown }
}

/** Known parameters, or unchecked ones in their place: never both. */
export type OrUnchecked<T> = (T & { unchecked?: undefined }) | Unchecked

/** What goes over the wire. @throws InvalidArgumentError naming the field */
export function bodyOf<T>(schema: z.ZodType<T>, params: NoInfer<T> | Unchecked): unknown {
  return isUnchecked(params) ? params.unchecked : checkArguments(schema, params)
}

/** @throws InvalidArgumentError when something stands beside it, which would be dropped in silence */
function isUnchecked(params: unknown): params is Unchecked {
  if (typeof params !== 'object' || params === null || !('unchecked' in params)) return false
  const { unchecked, ...others } = params
  if (typeof unchecked !== 'object' || unchecked === null || Array.isArray(unchecked)) {
    throw new InvalidArgumentError('unchecked: must be an object of fields', 'unchecked')
  }
  const beside = Object.entries(others).find(([, value]) => value !== undefined)
  if (beside === undefined) return true
  throw new InvalidArgumentError(`${beside[0]}: must stand inside unchecked, not beside it`, beside[0])
}
