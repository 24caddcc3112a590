import { setTimeout as sleep } from 'node:timers/promises'
import type { Principal } from '../../src/index.ts'
import type { TestService } from './create-test-service.ts'

/** Holds the rows of these accounts, one after the other, and ends sessions at work on `statement`, until it is stopped. */
export function disturbAccounts(
  { sql }: TestService,
  accounts: readonly Principal[],
  { statement, probability }: { statement: string; probability: number },
): () => Promise<void> {
  const over = new AbortController()
  const disturb = async (): Promise<void> => {
    const holder = await sql.connect()
    while (!over.signal.aborted) {
      const one = accounts[Math.floor(Math.random() * accounts.length)]
      await holder.query('begin')
      await holder.query('select from ledger_account where account_id = $1 for update', [one?.accountId])
      await sleep(Math.random() * 60)
      await holder.query('rollback')
      await holder.query(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and query like $1 and random() < $2
            limit 1) one`,
        [`%${statement}%`, probability],
      )
    }
    holder.release()
  }
  const disturbed = disturb()
  return async () => {
    over.abort()
    await disturbed
  }
}
