import type { PoolClient, QueryResult, QueryResultRow } from 'pg'
import type { Database } from './client.ts'
import { CommitOutcomeUnknownError, isRetryableTransaction, sqlState } from './errors.ts'

const MAX_TRIES = 3

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
  return repeat(db, async (client) => (await client.query<T>(config)).rows)
}

/**
 * Several statements without parameters, in one transaction and one round trip: a process that freezes can't hold up others
 * in the middle of it. Gives back the rows of the last. Throws as `runStatement`.
 */
export async function runStatements<T extends QueryResultRow>(
  db: Database,
  texts: readonly string[],
): Promise<T[]> {
  return repeat(db, async (client) => {
    // The driver answers with a list when there is more than one statement; its types don't say so.
    const results: QueryResult<T> | QueryResult<T>[] = await client.query<T>(texts.join(';\n'))
    return (Array.isArray(results) ? results.at(-1)?.rows : results.rows) ?? []
  })
}

async function repeat<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work)
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryableTransaction(error)) throw error
    }
  }
}

async function once<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.$client.connect()
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = isBroken(error)
    if (!broken) throw error
    throw new CommitOutcomeUnknownError('the connection broke during a statement', { cause: error })
  } finally {
    client.release(broken)
  }
}

/** Nothing was said at all, or the server ended the session: that may come after the commit. */
function isBroken(error: unknown): boolean {
  const state = sqlState(error)
  return state === undefined || state.startsWith('57P') || state.startsWith('08')
}
