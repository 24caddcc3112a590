import { ServiceError } from '../errors.ts'

/** A transaction of the ledger as callers see it: `txn_42`. */
export const toTransactionId = (id: bigint): string => `txn_${id}`

/** @throws ServiceError `invalid_request` naming `param` */
export function parseTransactionId(text: string, param: string): bigint {
  const digits = /^txn_([1-9]\d{0,17})$/.exec(text)?.[1]
  if (digits !== undefined) return BigInt(digits)
  throw new ServiceError('invalid_request', `${param} must be the id of a transaction such as "txn_42".`, {
    param,
  })
}
