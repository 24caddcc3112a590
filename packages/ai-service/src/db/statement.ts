import type { QueryResultRow } from 'pg'
import type { Database } from './client.ts'
import { CommitOutcomeUnknownError, isRetryableTransaction, sqlState } from './errors.ts'

const MAX_TRIES = 3

export interface Statement {
  /** Prepared under this name, once per connection. */
  name: string
  text: string
  values: readonly unknown[]
}

/**
 * One statement that is a whole transaction; a deadlock or serialization failure runs it again, twice at most.
 *
 * @throws CommitOutcomeUnknownError when the connection broke under way: what was done may be there. Every other error means
 *   that it is not
 */
export async function runStatement<T extends QueryResultRow>(
  db: Database,
  statement: Statement,
): Promise<T[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once<T>(db, statement)
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryableTransaction(error)) throw error
    }
  }
}

async function once<T extends QueryResultRow>(db: Database, { name, text, values }: Statement): Promise<T[]> {
  const client = await db.$client.connect()
  let broken = false
  try {
    const { rows } = await client.query<T>({ name, text, values: [...values] })
    return rows
  } catch (error) {
    broken = isBroken(error)
    if (broken)
      throw new CommitOutcomeUnknownError('the connection broke during a statement', { cause: error })
    throw error
  } finally {
    client.release(broken)
  }
}

/** The server ended the session (57P01 to 57P05 may come after the commit), or nothing was said at all. */
function isBroken(error: unknown): boolean {
  const state = sqlState(error)
  return state === undefined || state.startsWith('57P') || state.startsWith('08')
}
