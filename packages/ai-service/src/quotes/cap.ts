import { formatCredits, parseCredits } from '@jointo/providers'
import { ServiceError } from '../errors.ts'
import { DECIMAL_CREDITS } from '../ledger/amount.ts'

/**
 * @param amount the most it can cost, in microcredits
 * @param maxCredits the caller's own limit
 * @throws ServiceError `invalid_request` naming `max_credits`
 */
export function checkCap(amount: bigint, maxCredits: string | undefined): void {
  if (maxCredits === undefined) return
  const param = 'max_credits'
  let cap: bigint
  try {
    cap = parseCredits(maxCredits)
  } catch (error) {
    const message = `max_credits must be ${DECIMAL_CREDITS}.`
    throw new ServiceError('invalid_request', message, { param, cause: error })
  }
  if (amount <= cap) return
  const message = `This costs up to ${formatCredits(amount)} credits, above max_credits ${maxCredits}.`
  throw new ServiceError('invalid_request', message, { param })
}
