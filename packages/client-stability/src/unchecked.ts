import { InvalidArgumentError, type FormFields } from '@jointo/http-base'

/** Fields that this package does not know yet, sent as they are: `{ unchecked: { prompt: 'a kite', new_field: 1 } }`. */
export interface Unchecked {
  unchecked: FormFields
}

/** The same for v1's JSON. */
export interface UncheckedV1 {
  unchecked: { [field: string]: unknown }
}

/** Known parameters, or unchecked ones in their place: never both. */
export type OrUnchecked<T, Escape = Unchecked> = (T & { unchecked?: undefined }) | Escape

/** @throws InvalidArgumentError when something stands beside `unchecked`, which would be dropped in silence */
export function refuseMixed(params: unknown): void {
  if (typeof params !== 'object' || params === null || !('unchecked' in params)) return
  const { unchecked, ...others } = params
  if (typeof unchecked !== 'object' || unchecked === null || Array.isArray(unchecked)) {
    throw new InvalidArgumentError('unchecked: must be an object of fields', 'unchecked')
  }
  const beside = Object.entries(others).find(([, value]) => value !== undefined)
  if (beside === undefined) return
  throw new InvalidArgumentError(`${beside[0]}: must stand inside unchecked, not beside it`, beside[0])
}

export function isUnchecked(params: unknown): params is Unchecked {
  refuseMixed(params)
  return typeof params === 'object' && params !== null && 'unchecked' in params
}
