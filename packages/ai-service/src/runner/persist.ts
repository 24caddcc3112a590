import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { sqlState } from '../db/errors.ts'
import { inTransaction } from '../db/transaction.ts'
import { describeError } from '../describe-error.ts'

const TRY_FOR_MS = 600_000
const PAUSE_MS = 500

/**
 * Commits what a vendor has told us. The fact is in our hands and nowhere else, so it is tried for ten minutes, whatever is wrong
 * with the database. Guards make a commit whose answer was lost harmless.
 */
export function persist<T>(context: ServiceContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return untilAnswered(context, () => inTransaction(context.db, work))
}

/** Asks the database again until it answers; only what it refuses for good (wrong data, a broken rule) is an error at once. */
export async function untilAnswered<T>(context: ServiceContext, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + TRY_FOR_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (isFinal(error) || performance.now() > giveUpAt) throw error
      context.logger.warn({ error: describeError(error) }, 'the database is asked again')
      await sleep(PAUSE_MS)
    }
  }
}

/** Data exceptions, broken constraints, wrong statements, and what our own triggers raise. */
export function isFinal(error: unknown): boolean {
  return /^(22|23|42|P0)/.test(sqlState(error) ?? '')
}
