import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import type { Database, Transaction } from './client.ts'
import {
  CommitOutcomeUnknownError,
  isDatabaseUnavailable,
  isRetryableTransaction,
  isSilent,
} from './errors.ts'

const MAX_TRIES = 3

/** What is to be done once a transaction is committed, and not before. */
const afterwards = new WeakMap<Transaction, (() => void)[]>()

/** Runs `work` when the transaction has been committed; at once outside of one. It must not throw: nobody could mend it. */
export function afterCommit(tx: Transaction, work: () => void): void {
  const waiting = afterwards.get(tx)
  if (waiting === undefined) work()
  else waiting.push(work)
}

export interface TransactionOptions {
  /** How long a statement waits for somebody else's lock; default that of the connection. */
  lockTimeoutMs?: number
}

/** Runs `work` in one transaction; a deadlock or serialization failure runs all of it again, twice at most. */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return repeatedly(() => once(db, work, options))
}

/** What lost against another transaction (deadlock, serialization) is run again, twice at most. */
export async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryableTransaction(error)) throw error
    }
  }
}

/**
 * drizzle's own `transaction` keeps the connection for ever when `begin` fails, and reports a failed rollback in place of what
 * went wrong. Here the connection always goes back, and the first error is the one that is told.
 */
async function once<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  { lockTimeoutMs }: TransactionOptions,
): Promise<T> {
  const client = await db.$client.connect()
  let broken = false
  try {
    // In one message: no wait more.
    await client.query(
      lockTimeoutMs === undefined ? 'begin' : `begin; set local lock_timeout = ${lockTimeoutMs}`,
    )
    const tx = drizzle(client, { casing: 'snake_case' })
    const waiting: (() => void)[] = []
    afterwards.set(tx, waiting)
    const result = await work(tx)
    await commit(client)
    for (const one of waiting) one()
    return result
  } catch (error) {
    // A server that does not answer would not answer this either.
    if (isSilent(error)) broken = true
    else
      await client.query('rollback').catch(() => {
        broken = true
      })
    throw error
  } finally {
    client.release(broken)
  }
}

async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    if (isRetryableTransaction(error) || !isDatabaseUnavailable(error)) throw error
    throw new CommitOutcomeUnknownError('the connection broke during commit', { cause: error })
  }
}
