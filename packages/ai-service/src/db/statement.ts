import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { PoolClient, QueryResult, QueryResultRow } from 'pg'
import { TIMEOUTS, type Database } from './client.ts'
import { CommitOutcomeUnknownError, sqlState } from './errors.ts'
import { repeatedly } from './transaction.ts'

export interface Statement {
  /** Prepared under this name, once per connection. */
  name: string
  text: string
  values: readonly unknown[]
  /** A server that says nothing for so long is given up, sooner than for other statements. */
  silentAfterMs?: number
}

/**
 * One statement that is a whole transaction; a deadlock or serialization failure runs it again, twice at most.
 *
 * @throws CommitOutcomeUnknownError when the connection broke under way: what was done may be there. Every other error means
 *   that it is not
 */
export async function runStatement<T extends QueryResultRow>(
  db: Database,
  { name, text, values, silentAfterMs }: Statement,
): Promise<T[]> {
  // The driver reads a time-out of the statement's own; its types know only the connection's.
  const config = { name, text, values: [...values], query_timeout: silentAfterMs }
  return repeatedly(() => once(db, async (client) => (await client.query<T>(config)).rows))
}

/**
 * Several statements without parameters, in one transaction and one round trip: a process that freezes can't hold up others
 * in the middle of it. Gives back the rows of the last. Throws as `runStatement`.
 */
export async function runStatements<T extends QueryResultRow>(
  db: Database,
  texts: readonly string[],
): Promise<T[]> {
  return repeatedly(() =>
    once(db, async (client) => {
      // The driver answers with a list when there is more than one statement; its types don't say so.
      const results: QueryResult<T> | QueryResult<T>[] = await client.query<T>(texts.join(';\n'))
      return (Array.isArray(results) ? results.at(-1)?.rows : results.rows) ?? []
    }),
  )
}

const dialect = new PgDialect({ casing: 'snake_case' })

/** A statement with its values in it, quoted, for `runStatements`. Numbers, texts and nulls only. */
export const render = (statement: SQL): string => dialect.sqlToQuery(statement.inlineParams()).sql

async function once<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.$client.connect()
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = isBroken(error)
    if (!broken) throw error
    throw new CommitOutcomeUnknownError('the connection broke during a statement', {
      // A server that said that it ends the session has ended it.
      backend: sqlState(error) === undefined ? backendOf(client) : undefined,
      cause: error,
    })
  } finally {
    client.release(broken)
  }
}

/**
 * Waits until the server has ended what a broken connection asked of it. A session that waits for a lock does not notice that
 * nobody listens any more: it goes on, and commits. Only afterwards does a look tell for certain what became of it.
 */
export async function untilEnded(db: Database, { backend }: CommitOutcomeUnknownError): Promise<void> {
  if (backend === undefined) return
  // The server ends the statement itself by then.
  const until = performance.now() + TIMEOUTS.statement_timeout
  while (performance.now() < until) {
    const { rowCount } = await db.execute(sql`
      select from pg_stat_activity
       where pid = ${backend} and application_name = current_setting('application_name') and state = 'active'`)
    if (rowCount === 0) return
    await sleep(LOOK_AFTER_MS)
  }
}

const LOOK_AFTER_MS = 100

/** The driver knows it; its types don't say so. */
function backendOf(client: PoolClient): number | undefined {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : undefined
}

/** Nothing was said at all, or the server ended the session: that may come after the commit. */
function isBroken(error: unknown): boolean {
  const state = sqlState(error)
  return state === undefined || state.startsWith('57P') || state.startsWith('08')
}
