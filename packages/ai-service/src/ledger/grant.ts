import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { CreditBalance } from '../types.ts'
import { parsePositiveAmount, withinRange } from './amount.ts'
import { readBalance } from './balance.ts'
import { customerLedgerAccount, grantCredits } from './ledger.ts'
import { checkReference, referenceReused } from './reference.ts'

export async function grant(
  context: ServiceContext,
  accountId: string,
  input: { amount: string; reason: string; reference?: string | undefined },
): Promise<CreditBalance> {
  const amount = parsePositiveAmount(input.amount)
  checkReference(input.reference)
  // Also tells that the account exists.
  await readBalance(context.db, accountId)
  const wanted = { accountId, amount, description: input.reason, reference: input.reference }
  const granted = await withinRange(() => grantCredits(context.db, wanted))
  if (!granted && !(await isSameGrant(context, wanted))) throw referenceReused()
  return readBalance(context.db, accountId)
}

/** A reference that was used before must have been used for the very same. */
async function isSameGrant(
  { db }: ServiceContext,
  { accountId, amount, reference }: { accountId: string; amount: bigint; reference: string | undefined },
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
     where t.reference = ${reference ?? null} and t.kind = 'grant'
       and e.ledger_account_id = ${customerLedgerAccount(accountId)} and e.amount = ${amount}::bigint`)
  return rows.length === 1
}
