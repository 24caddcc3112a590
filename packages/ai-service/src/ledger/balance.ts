import { eq } from 'drizzle-orm'
import { formatCredits } from '@jointo/providers'
import type { Queryable } from '../db/client.ts'
import { ServiceError } from '../errors.ts'
import { ledgerAccount } from '../schema.ts'
import type { CreditBalance } from '../types.ts'

export async function readBalance(db: Queryable, accountId: string): Promise<CreditBalance> {
  const row = await readAccount(db, accountId)
  return {
    balance: formatCredits(row.posted),
    held: formatCredits(row.held),
    available: formatCredits(row.posted - row.held),
  }
}

/** In microcredits. */
export async function readAvailable(db: Queryable, accountId: string): Promise<bigint> {
  const { posted, held } = await readAccount(db, accountId)
  return posted - held
}

/** What the account may spend in a day, in microcredits; null: as much as it has. */
export async function readDailyLimit(db: Queryable, accountId: string): Promise<bigint | null> {
  const [row] = await db
    .select({ dailyLimit: ledgerAccount.dailyLimit })
    .from(ledgerAccount)
    .where(eq(ledgerAccount.accountId, accountId))
  return row?.dailyLimit ?? null
}

async function readAccount(db: Queryable, accountId: string): Promise<typeof ledgerAccount.$inferSelect> {
  const [row] = await db.select().from(ledgerAccount).where(eq(ledgerAccount.accountId, accountId))
  if (row === undefined) throw new ServiceError('not_found', `There is no account ${accountId}.`)
  return row
}
