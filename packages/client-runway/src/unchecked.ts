import { checkArguments } from '@jointo/http-base'
import type { z } from 'zod'

/** A body that this package does not know yet, sent as it is: `{ unchecked: { model: 'new', … } }`. */
export interface Unchecked {
  unchecked: { readonly [field: string]: unknown }
}

/** What goes over the wire. @throws InvalidArgumentError naming the field */
export function bodyOf<T>(schema: z.ZodType<T>, params: T | Unchecked): unknown {
  return isUnchecked(params) ? params.unchecked : checkArguments(schema, params)
}

function isUnchecked(params: unknown): params is Unchecked {
  return typeof params === 'object' && params !== null && 'unchecked' in params
}
