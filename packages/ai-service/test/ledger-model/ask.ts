import type { Pool, PoolClient } from 'pg'

/** Where a run happens. */
export interface Real {
  sql: Pool | PoolClient
  account: string
  /** Makes ids of this run its own. */
  run: string
}

export async function ask(sql: Pool | PoolClient, text: string, values: unknown[]): Promise<unknown> {
  return (await sql.query(text, values)).rows[0]?.result
}
export const newestTransaction = async ({ sql, account }: Real): Promise<string> =>
  String(
    await ask(
      sql,
      'select max(transaction_id)::text as result from ledger_entry where ledger_account_id = $1',
      [account],
    ),
  )
