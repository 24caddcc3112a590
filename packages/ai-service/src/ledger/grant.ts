import { parseCredits } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { CreditBalance } from '../types.ts'
import { readBalance } from './balance.ts'
import { grantCredits } from './ledger.ts'

export async function grant(
  context: ServiceContext,
  accountId: string,
  input: { amount: string; reason: string; reference?: string },
): Promise<CreditBalance> {
  const amount = parseAmount(input.amount)
  // Also tells that the account exists.
  await readBalance(context.db, accountId)
  await grantCredits(context.db, { accountId, amount, description: input.reason, reference: input.reference })
  return readBalance(context.db, accountId)
}

function parseAmount(text: string): bigint {
  const param = 'amount'
  try {
    const amount = parseCredits(text)
    if (amount > 0n) return amount
  } catch (error) {
    throw new ServiceError('invalid_request', 'amount must be a decimal string of credits such as "12.5".', {
      param,
      cause: error,
    })
  }
  throw new ServiceError('invalid_request', 'amount must be above zero.', { param })
}
