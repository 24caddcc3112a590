import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { newId } from '../ids.ts'
import { customerLedgerAccount } from '../ledger/ledger.ts'
import { account, ledgerAccount } from '../schema.ts'
import type { Account } from '../types.ts'

/** An account and its side of the ledger. */
export async function createAccount(context: ServiceContext, input: { name: string }): Promise<Account> {
  const id = newId('acc')
  return inTransaction(context.db, async (tx) => {
    const [row] = await tx.insert(account).values({ id, name: input.name }).returning()
    if (row === undefined) throw new Error('insert returned no row')
    await tx.insert(ledgerAccount).values({ id: customerLedgerAccount(id), accountId: id })
    return presentAccount(row)
  })
}

export async function listAccounts(context: ServiceContext): Promise<Account[]> {
  const rows = await context.db.select().from(account).orderBy(account.createdAt)
  return rows.map(presentAccount)
}

function presentAccount(row: typeof account.$inferSelect): Account {
  return { id: row.id, object: 'account', name: row.name, created_at: row.createdAt.toISOString() }
}
