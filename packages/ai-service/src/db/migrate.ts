import { silentLogger } from '@jointo/http-base'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { createQueue, type Queue } from '../queue/queue.ts'
import { SettingsError } from '../settings.ts'
import { connectProblem } from './connect-error.ts'
import { isRetryableTransaction } from './errors.ts'

/** Any number, but the same in every version of this package. */
const LOCK = 7_201_926

/**
 * Brings the database up to this version: our tables and the queue's. Safe to run from many processes at
 * once (they take turns) and on a database that is already up to date.
 *
 * @example `await migrate('postgres://localhost/jointo')`
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const queue = createQueue({ databaseUrl, logger: silentLogger, supervise: false })
  await migrateAndStart(databaseUrl, queue)
  await queue.stop({ timeoutMs: 1_000 })
}

/** The same for a process that goes on with this queue: it makes its own tables when it starts. */
export async function migrateAndStart(databaseUrl: string, queue: Queue): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  await connect(client)
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await upgrade(client)
    await queue.start()
  } finally {
    await client.end()
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

const MAX_TRIES = 10

/** All of it is one transaction. Work that goes on meanwhile may lock the same tables in another order: then it begins anew. */
async function upgrade(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runMigrations(drizzle(client), { migrationsFolder: migrationsFolder() })
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryableTransaction(error)) throw error
    }
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
