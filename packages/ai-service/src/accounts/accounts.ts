import { formatCredits, parseCredits } from '@jointo/providers'
import { eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Queryable } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { DECIMAL_CREDITS } from '../ledger/amount.ts'
import { customerLedgerAccount } from '../ledger/ledger.ts'
import { account, ledgerAccount } from '../schema.ts'
import type { Account, AccountLimits } from '../types.ts'

/** An account and its side of the ledger. */
export async function createAccount(context: ServiceContext, input: { name: string }): Promise<Account> {
  const id = newId('acc')
  return inTransaction(context.db, async (tx) => {
    await tx.insert(account).values({ id, name: input.name })
    await tx.insert(ledgerAccount).values({ id: customerLedgerAccount(id), accountId: id })
    return readAccount(tx, id)
  })
}

/** @throws ServiceError `not_found`, or `invalid_request` naming the limit */
export async function updateAccount(
  context: ServiceContext,
  accountId: string,
  limits: Partial<AccountLimits>,
): Promise<Account> {
  const maxConcurrentJobs = readCount(limits.max_concurrent_jobs)
  const dailyLimit = readCredits(limits.daily_credits)
  return inTransaction(context.db, async (tx) => {
    if (maxConcurrentJobs !== undefined)
      await tx.update(account).set({ maxConcurrentJobs }).where(eq(account.id, accountId))
    if (dailyLimit !== undefined)
      await tx.update(ledgerAccount).set({ dailyLimit }).where(eq(ledgerAccount.accountId, accountId))
    return readAccount(tx, accountId)
  })
}

async function readAccount(db: Queryable, id: string): Promise<Account> {
  const [row] = await selectAccounts(db).where(eq(account.id, id))
  if (row === undefined) throw new ServiceError('not_found', `There is no account ${id}.`)
  return presentAccount(row)
}

export function selectAccounts(db: Queryable) {
  return db
    .select({ account, dailyLimit: ledgerAccount.dailyLimit })
    .from(account)
    .innerJoin(ledgerAccount, eq(ledgerAccount.accountId, account.id))
}

export function presentAccount({
  account: row,
  dailyLimit,
}: {
  account: typeof account.$inferSelect
  dailyLimit: bigint | null
}): Account {
  return {
    id: row.id,
    object: 'account',
    name: row.name,
    limits: {
      max_concurrent_jobs: row.maxConcurrentJobs,
      daily_credits: dailyLimit === null ? null : formatCredits(dailyLimit),
    },
    created_at: row.createdAt.toISOString(),
  }
}

function readCount(value: number | null | undefined): number | null | undefined {
  if (value === null || value === undefined) return value
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value
  throw new ServiceError(
    'invalid_request',
    'max_concurrent_jobs must be a whole number from 1 to 1000000, or null for no limit.',
    { param: 'max_concurrent_jobs' },
  )
}

function readCredits(value: string | null | undefined): bigint | null | undefined {
  if (value === null || value === undefined) return value
  try {
    const amount = parseCredits(value)
    if (amount > 0n) return amount
  } catch (error) {
    throw wrongCredits(error)
  }
  throw wrongCredits()
}

const wrongCredits = (cause?: unknown): ServiceError =>
  new ServiceError(
    'invalid_request',
    `daily_credits must be ${DECIMAL_CREDITS}, above zero, or null for no limit.`,
    {
      param: 'daily_credits',
      cause,
    },
  )
