import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { isDatabaseUnavailable } from '../db/errors.ts'
import { inTransaction } from '../db/transaction.ts'

const TRY_FOR_MS = 60_000

/**
 * Commits what a vendor has told us. The fact is in our hands and nowhere else, so a database that is away is
 * asked again for a minute. Guards make a commit whose answer was lost harmless.
 */
export async function persist<T>(context: ServiceContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + TRY_FOR_MS
  for (;;) {
    try {
      return await inTransaction(context.db, work)
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() > giveUpAt) throw error
      await sleep(500)
    }
  }
}
