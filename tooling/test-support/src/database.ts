import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { databaseServerUrl } from './server-url.ts'

export interface TestDatabase {
  /** Connection string of an empty database (or a copy of the template) that nobody else uses. */
  url: string
  /** One statement, on a connection of its own. */
  run: (statement: string) => Promise<void>
  /** Removes it; sessions that are still open are cut. */
  drop: () => Promise<void>
}

export interface TestDatabaseOptions {
  /** Prepared once per run by whoever comes first, then copied: quicker than migrating every time. */
  template?: { name: string; prepare: (url: string) => Promise<unknown> }
}

/**
 * A fresh database on the run's own Postgres.
 *
 * @example
 * const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
 * onTestFinished(() => database.drop())
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await databaseServerUrl()
  const administration = administrationOf(server)
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.template && (await templateNamed(server, options.template))
  // On a server that writes no log to the disk a copy of the files costs a third of a copy block by block.
  await administration.query(`create database ${name} template ${template ?? 'template0'} strategy file_copy`)
  return {
    url: urlOf(server, name),
    run: (statement) => withClient(urlOf(server, name), (client) => client.query(statement)),
    drop: async () => {
      await sessionsEnded(administration, name)
      await administration.query(`drop database if exists ${name} with (force)`)
    },
  }
}

type Template = NonNullable<TestDatabaseOptions['template']>

const administrations = new Map<string, Pool>()
const templates = new Map<string, Promise<string>>()

/** One session for all the databases that come and go. It keeps no process from ending. */
function administrationOf(server: string): Pool {
  let pool = administrations.get(server)
  if (pool === undefined) {
    pool = new Pool({ connectionString: server, max: 1, allowExitOnIdle: true })
    pool.on('error', () => {})
    administrations.set(server, pool)
  }
  return pool
}

function templateNamed(server: string, { name, prepare }: Template): Promise<string> {
  const template = `template_${name.replaceAll(/\W/g, '_')}`
  const key = `${server} ${template}`
  const known =
    templates.get(key) ??
    withClient(server, (client) => ensureTemplate(client, server, template, prepare)).then(() => template)
  templates.set(key, known)
  known.catch(() => templates.delete(key))
  return known
}

async function ensureTemplate(
  client: Client,
  server: string,
  template: string,
  prepare: (url: string) => Promise<unknown>,
): Promise<void> {
  // Test files run in parallel processes: the lock lets one prepare while the others wait.
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  try {
    const existing = await client.query('select datallowconn from pg_database where datname = $1', [template])
    // Connections are allowed only while it is being prepared.
    if (existing.rows[0]?.datallowconn === false) return
    await client.query(`drop database if exists ${template} with (force)`)
    await client.query(`create database ${template} template template0`)
    await prepare(urlOf(server, template))
    await client.query(`alter database ${template} allow_connections false`)
    await sessionsEnded(client, template)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      template,
    ])
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template])
  }
}

/**
 * A closed pool says goodbye without waiting for it. A session that is cut in that moment raises an error that nobody listens to
 * any more, so its end is awaited; one that was left open is cut after a second.
 */
async function sessionsEnded(client: Client | Pool, database: string): Promise<void> {
  for (let looks = 0; looks < 50; looks += 1) {
    const { rows } = await client.query('select from pg_stat_activity where datname = $1 limit 1', [database])
    if (rows.length === 0) return
    await sleep(20)
  }
}

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
