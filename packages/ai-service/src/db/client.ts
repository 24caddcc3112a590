import type { Logger } from '@jointo/http-base'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'

/** Queries that work inside and outside a transaction take this. */
export type Queryable = NodePgDatabase
/** Bound to one connection, between begin and commit. Made by `inTransaction` only. */
export type Transaction = NodePgDatabase
export type Database = NodePgDatabase & { $client: Pool }

export interface DatabaseClient {
  db: Database
  pool: Pool
  close: () => Promise<void>
}

export interface DatabaseOptions {
  databaseUrl: string
  /** Connections of this process. */
  maxConnections?: number
  logger: Logger
}

/** Opens the pool. Nothing is sent before the first query. */
export function openDatabase({ databaseUrl, maxConnections = 10, logger }: DatabaseOptions): DatabaseClient {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    application_name: 'jointo',
    // pg waits for ever on each of these unless told otherwise.
    connectionTimeoutMillis: 2_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
  })
  const report = (error: Error) => logger.warn({ error: error.message }, 'database connection lost')
  // The pool's own listener covers idle clients only; a backend that goes away between two statements
  // of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', report))
  pool.on('error', report)
  return { db: drizzle(pool, { casing: 'snake_case' }), pool, close: () => pool.end() }
}
