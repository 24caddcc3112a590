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
 * Waits until nothing that a broken connection asked for can still happen at the server. A session that waits for a lock does not
 * notice that nobody listens any more: it goes on, and commits. One that has not even read the statement (a server that stood still)
 * looks idle, and would begin with it later: it is ended. Only afterwards does a look tell for certain what became of it.
 *
 * All who ask about the same error share one look.
 *
 * @throws the error when the session is still at work after the server's own limits and does not end when it is told to; whatever kept the
 *   look from being taken
 */
export async function untilEnded(db: Database, error: CommitOutcomeUnknownError): Promise<void> {
  const { backend } = error
  if (backend === undefined) return
  const known = endings.get(error)
  if (known !== undefined) return known
  const ending = endSession(db, backend, error)
  endings.set(error, ending)
  // Who asks again after that is answered by a look of its own.
  ending.catch(() => endings.delete(error))
  return ending
}

const endings = new WeakMap<CommitOutcomeUnknownError, Promise<void>>()

async function endSession(db: Database, backend: number, error: CommitOutcomeUnknownError): Promise<void> {
  // The server ends the statement itself by then.
  const overdueAt = performance.now() + TIMEOUTS.statement_timeout
  let isTold = false
  while (performance.now() < overdueAt + SLOW_END_MS) {
    const session = await lookAt(db, backend, { error, isOverdue: performance.now() > overdueAt })
    if (session === undefined) return
    // Told to end before, and it has not begun since: it ends in place of beginning.
    if (isTold && session.isIdle) return
    isTold = session.isIdle
    await sleep(LOOK_AFTER_MS)
  }
  throw error
}

interface Session extends Record<string, unknown> {
  isIdle: boolean
}

/** A session at work is left alone: it has read its statement, and one that ends is the better answer. */
async function lookAt(
  db: Database,
  backend: number,
  { error, isOverdue }: { error: CommitOutcomeUnknownError; isOverdue: boolean },
): Promise<Session | undefined> {
  // A session that began after that has got the number of the one that is meant.
  const sinceMs = performance.now() - error.brokeAt
  const { rows } = await db.execute<Session>(sql`
    select state <> 'active' as "isIdle",
           case when state <> 'active' or ${isOverdue} then pg_terminate_backend(pid) end
      from pg_stat_activity
     where pid = ${backend} and datname = current_database() and usename = current_user
       and application_name = current_setting('application_name')
       and backend_start < clock_timestamp() - ${sinceMs} * interval '1 millisecond'`)
  return rows[0]
}

/** For a session that was told to end. */
const SLOW_END_MS = 2_000
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
