import { silentLogger } from '@jointo/http-base'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { createQueue, type Queue } from '../queue/queue.ts'
import { SettingsError } from '../settings.ts'
import { endsWithin } from '../ends-within.ts'
import { connectProblem } from './connect-error.ts'
import { isRetryableTransaction, LOCK_NOT_AVAILABLE, sqlState } from './errors.ts'
import { takeTurn, type TurnOptions } from './take-turn.ts'

/** A server that says nothing does not hold up whoever found that out. */
const GOODBYE_WITHIN_MS = 1_000

/**
 * Brings the database up to this version: our tables and the queue's. Safe to run from many processes at
 * once (they take turns) and on a database that is already up to date.
 *
 * @example `await migrate('postgres://localhost/jointo')`
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const queue = createQueue({ databaseUrl, logger: silentLogger, supervise: false })
  try {
    await migrateAndStart(databaseUrl, queue)
  } finally {
    await queue.stop({ timeoutMs: 1_000 })
  }
}

/** The same for a process that goes on with this queue: it makes its own tables when it starts. */
export async function migrateAndStart(
  databaseUrl: string,
  queue: Queue,
  turn: Partial<TurnOptions> = {},
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  // One that breaks is told by the statement that waits for it.
  client.on('error', () => undefined)
  await connect(client)
  try {
    await takeTurn(client, { logger: silentLogger, ...turn })
    await upgrade(client)
    await queue.start()
  } finally {
    await endsWithin(GOODBYE_WITHIN_MS, client.end())
  }
}

/** @throws SettingsError where `DATABASE_URL` leads nowhere */
async function connect(client: Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const problem = connectProblem(error, client)
    throw problem === undefined ? error : new SettingsError([problem], { cause: error })
  }
}

/** Whoever writes waits behind an upgrade that waits for a lock, so that must not be for long. */
const LOCK_TIMEOUT_MS = 1_000
const PAUSE_MS = 500
const TRY_FOR_MS = 300_000

/**
 * All of it is one transaction. Work that goes on meanwhile may lock the same tables, in another order or for longer: then it begins
 * anew, and lets that work pass in between.
 */
async function upgrade(client: Client): Promise<void> {
  await client.query(`set lock_timeout = ${LOCK_TIMEOUT_MS}`)
  const until = performance.now() + TRY_FOR_MS
  for (;;) {
    try {
      return await runMigrations(drizzle(client), { migrationsFolder: migrationsFolder() })
    } catch (error) {
      const isInTheWay = isRetryableTransaction(error) || sqlState(error) === LOCK_NOT_AVAILABLE
      if (!isInTheWay || performance.now() > until) throw error
    }
    await sleep(PAUSE_MS * (1 + Math.random()))
  }
}

/** Beside package.json; this module lies one level below it when built, two in the source. */
export function migrationsFolder(): string {
  const candidates = ['../drizzle', '../../drizzle'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const folder = candidates.find((path) => existsSync(path))
  if (folder === undefined) throw new Error(`no migrations found in ${candidates.join(' or ')}`)
  return folder
}
