import type { Logger } from '@jointo/http-base'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import { WatchedPool } from './watched-pool.ts'

/** Queries that work inside and outside a transaction take this. */
export type Queryable = NodePgDatabase
/** Bound to one connection, between begin and commit. Made by `inTransaction` only. */
export type Transaction = NodePgDatabase
export type Database = NodePgDatabase & { $client: Pool }

export interface DatabaseClient {
  db: Database
  pool: WatchedPool
  close: () => Promise<void>
}

export interface DatabaseOptions {
  databaseUrl: string
  /** Connections of this process. */
  maxConnections?: number
  /** Default `TIMEOUTS`. */
  timeouts?: typeof TIMEOUTS | typeof REQUEST_TIMEOUTS
  logger: Logger
}

/**
 * pg waits for ever on each of these unless told otherwise, all in milliseconds. The server's own limits come first, so that
 * it is the server that ends a slow statement, and everybody knows what became of it. The last one is for a server that says
 * nothing at all: without it a lost network is noticed after a quarter of an hour.
 */
export const TIMEOUTS = {
  connectionTimeoutMillis: 1_700,
  lock_timeout: 5_000,
  statement_timeout: 8_000,
  idle_in_transaction_session_timeout: 15_000,
  query_timeout: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const

/**
 * Where somebody waits for the answer: a later statement of a request to a database that fell silent ends after four seconds.
 * What takes longer belongs into a worker.
 */
export const REQUEST_TIMEOUTS = {
  ...TIMEOUTS,
  lock_timeout: 2_500,
  statement_timeout: 3_500,
  query_timeout: 4_000,
} as const

/** Its upkeep may take longer; that is no reason to wait for a server that is gone. */
export const QUEUE_TIMEOUTS = { query_timeout: 30_000, keepAlive: true } as const

/** One that only listens. */
export const LISTENING_TIMEOUTS = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 8_000,
  query_timeout: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const

/** Opens the pool. Nothing is sent before the first query. */
export function openDatabase({
  databaseUrl,
  maxConnections = 10,
  timeouts = TIMEOUTS,
  logger,
}: DatabaseOptions): DatabaseClient {
  const pool = new WatchedPool({
    connectionString: databaseUrl,
    max: maxConnections,
    application_name: 'jointo',
    ...timeouts,
  })
  const report = (error: Error) => logger.warn({ error: error.message }, 'database connection lost')
  // The pool's own listener covers idle clients only; a backend that goes away between two statements
  // of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', report))
  pool.on('error', report)
  return { db: drizzle(pool, { casing: 'snake_case' }), pool, close: () => pool.end() }
}
