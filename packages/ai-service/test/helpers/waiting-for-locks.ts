import type { ClientBase, Pool } from 'pg'

/** How many sessions of this database wait for a lock. Other tests have databases of their own on the same server. */
export async function waitingForLocks(sql: Pool | ClientBase): Promise<number | null> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return (await sql.query(waiting)).rowCount
}
