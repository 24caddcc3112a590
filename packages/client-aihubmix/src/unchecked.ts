import { InvalidArgumentError } from '@jointo/http-base'

/** Known parameters, or unchecked ones in their place: never both. */
export type OrUnchecked<T, Escape> = (T & { unchecked?: undefined }) | Escape

/** @throws InvalidArgumentError when something stands beside `unchecked`, which would be dropped in silence */
export function refuseMixed(params: unknown, ...goesWith: string[]): void {
  if (typeof params !== 'object' || params === null || !('unchecked' in params)) return
  const { unchecked, ...others } = params
  if (typeof unchecked !== 'object' || unchecked === null || Array.isArray(unchecked)) {
    throw new InvalidArgumentError('unchecked: must be an object of fields', 'unchecked')
  }
  const beside = Object.entries(others).find(
    ([name, value]) => value !== undefined && !goesWith.includes(name),
  )
  if (beside === undefined) return
  throw new InvalidArgumentError(`${beside[0]}: must stand inside unchecked, not beside it`, beside[0])
}
