import type { Database, Transaction } from './client.ts'
import { isRetryableTransaction } from './errors.ts'

const MAX_TRIES = 3

/** Runs `work` in one transaction; a deadlock or serialization failure runs all of it again, twice at most. */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryableTransaction(error)) throw error
    }
  }
}
