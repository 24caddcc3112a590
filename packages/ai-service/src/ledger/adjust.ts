import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import type { AdjustCreditsInput, CreditBalance } from '../types.ts'
import { parseSignedAmount, withinRange } from './amount.ts'
import { readBalance } from './balance.ts'
import { adjustCredits, type AdjustResult } from './ledger.ts'
import { checkReference, referenceReused } from './reference.ts'
import { parseTransactionId } from './transaction-id.ts'

/** A correction: the old entry stays, a new one names it. */
export async function adjust(
  context: ServiceContext,
  accountId: string,
  input: AdjustCreditsInput,
): Promise<CreditBalance> {
  const amount = parseSignedAmount(input.amount)
  const corrects = parseTransactionId(input.corrects, 'corrects')
  const { reason: description, reference } = input
  checkReference(reference)
  const result = await withinRange(() =>
    adjustCredits(context.db, { accountId, amount, corrects, description, reference }),
  )
  refuse(result, accountId)
  return readBalance(context.db, accountId)
}

function refuse(result: AdjustResult, accountId: string): void {
  const invalid = (message: string, param: string) => new ServiceError('invalid_request', message, { param })
  switch (result) {
    case 'adjusted':
    case 'repeated':
      return
    case 'reference_reused':
      throw referenceReused()
    case 'no_account':
      throw new ServiceError('not_found', `There is no account ${accountId}.`)
    case 'no_transaction':
      throw new ServiceError('not_found', 'This account has no such transaction.', { param: 'corrects' })
    case 'is_adjustment':
      throw invalid('corrects names an adjustment: name the transaction that it corrected.', 'corrects')
    case 'too_much':
      throw invalid(
        'amount must take back what the transaction moved: the other sign, and with all its corrections no more than it moved.',
        'amount',
      )
    case 'too_little':
      throw new ServiceError('insufficient_credits', 'The account has less available than would be taken.')
  }
}
