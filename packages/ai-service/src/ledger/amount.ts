import { parseCredits } from '@jointo/providers'
import { sqlState } from '../db/errors.ts'
import { ServiceError } from '../errors.ts'

const OUT_OF_RANGE = '22003'
const param = 'amount'
/** What `parseCredits` takes, in words. */
export const DECIMAL_CREDITS =
  'a decimal string of credits such as "12.5", with at most 12 digits before the point and 6 after it'

/** @throws ServiceError `invalid_request` */
export function parsePositiveAmount(text: string): bigint {
  const amount = parse(text)
  if (amount > 0n) return amount
  throw new ServiceError('invalid_request', 'amount must be above zero.', { param })
}

/** @throws ServiceError `invalid_request` */
export function parseSignedAmount(text: string): bigint {
  const amount = parse(text)
  if (amount !== 0n) return amount
  throw new ServiceError('invalid_request', 'amount must not be zero.', { param })
}

/** Of a filter, where zero is allowed. @throws ServiceError `invalid_request` naming the field */
export function parseAmount(text: string, field: string): bigint {
  return parse(text, field)
}

/** A balance that no longer fits is the caller's to mend: nothing was written. */
export async function withinRange<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) !== OUT_OF_RANGE) throw error
    throw new ServiceError('invalid_request', 'amount is more than an account can hold.', {
      param,
      cause: error,
    })
  }
}

function parse(text: string, field: string = param): bigint {
  try {
    return parseCredits(text)
  } catch (error) {
    throw new ServiceError('invalid_request', `${field} must be ${DECIMAL_CREDITS}.`, {
      param: field,
      cause: error,
    })
  }
}
