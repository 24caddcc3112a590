import { formatCredits } from '@jointo/providers'
import { desc, eq, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { presentLines } from '../quotes/lines.ts'
import { job, ledgerEntry, ledgerTransaction } from '../schema.ts'
import type { LedgerEntry, ListLedgerInput, Page, Principal } from '../types.ts'
import { customerLedgerAccount } from './ledger.ts'
import { toTransactionId } from './transaction-id.ts'

/** What can happen to a customer's account; losses are the platform's. */
const KINDS = ['grant', 'settle', 'adjustment'] as const

/** Higher than any entry. */
const LAST = 9_223_372_036_854_775_807n

/** What was given and taken, newest first. What is only held is no entry: it is in the balance. */
export async function listLedger(
  context: ServiceContext,
  principal: Principal,
  input: ListLedgerInput,
): Promise<Page<LedgerEntry>> {
  const limit = input.limit ?? 20
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new ServiceError('invalid_request', 'limit must be a whole number from 1 to 100.', {
      param: 'limit',
    })
  }
  const rows = await context.db
    .select({
      entry: ledgerEntry,
      transaction: ledgerTransaction,
      job: { quoted: job.quoted, quoteLines: job.quoteLines },
    })
    .from(ledgerEntry)
    .innerJoin(ledgerTransaction, eq(ledgerTransaction.id, ledgerEntry.transactionId))
    .leftJoin(job, owned(job, principal, eq(job.id, ledgerTransaction.jobId)))
    .where(between(customerLedgerAccount(principal.accountId), input.cursor))
    .orderBy(desc(ledgerEntry.ledgerAccountId), desc(ledgerEntry.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    data: page.map(present),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(last.entry.id) : null,
  }
}

/**
 * Entries of an account before the cursor. As a range of the index on both columns: asked with an equal sign, Postgres may walk back
 * over everybody's entries instead, which takes long for an account whose own are old.
 */
function between(account: string, cursor: string | undefined): SQL {
  const before = cursor === undefined ? LAST : decodeCursor(cursor)
  const position = sql`(${ledgerEntry.ledgerAccountId}, ${ledgerEntry.id})`
  return sql`${position} > (${account}, 0) and ${position} < (${account}, ${before}::bigint)`
}

interface Row {
  entry: typeof ledgerEntry.$inferSelect
  transaction: typeof ledgerTransaction.$inferSelect
  job: Pick<typeof job.$inferSelect, 'quoted' | 'quoteLines'> | null
}

function present({ entry, transaction, job: its }: Row): LedgerEntry {
  return {
    id: toTransactionId(transaction.id),
    object: 'ledger_entry',
    kind: KINDS.find((kind) => kind === transaction.kind) ?? 'adjustment',
    amount: formatCredits(entry.amount),
    balance: formatCredits(entry.balanceAfter ?? 0n),
    job_id: transaction.jobId,
    corrects: transaction.corrects === null ? null : toTransactionId(transaction.corrects),
    description: transaction.description,
    quote: its === null ? null : { credits: formatCredits(its.quoted), lines: presentLines(its.quoteLines) },
    created_at: entry.createdAt.toISOString(),
  }
}

const encodeCursor = (id: bigint): string => Buffer.from(`entry ${id}`).toString('base64url')

function decodeCursor(cursor: string): bigint {
  const digits = /^entry (\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (digits !== undefined) return BigInt(digits)
  throw new ServiceError('invalid_request', 'cursor is not one that this list gave out.', { param: 'cursor' })
}
