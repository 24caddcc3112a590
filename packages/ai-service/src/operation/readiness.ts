import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import { migrationsFolder } from '../db/migrate.ts'
import { sqlState } from '../db/errors.ts'
import { isFull, isPoolBusy, serverWords } from '../db/unavailable.ts'
import { runStatement } from '../db/statement.ts'
import { ServiceError } from '../errors.ts'
import type { Readiness } from '../types.ts'

/** Whoever asks is a probe with a limit of its own, usually of some seconds. */
const WITHIN_MS = 1_800
/** Workers look after the queue every five seconds. */
const WORKER_SILENT_SECONDS = 60

/**
 * Whether requests can be served, within two seconds whatever hangs.
 * @throws ServiceError `not_ready` that names everything that is missing
 */
export async function checkReadiness(context: ServiceContext): Promise<Readiness> {
  const warnings: string[] = []
  const problems = await Promise.all([
    within(checkDatabase(context, warnings), 'The database does not answer.', databaseProblem),
    within(
      context.storage.ready().then(() => undefined),
      'The storage does not answer.',
      () => 'The storage can not be written.',
    ),
    within(
      context.dataFolder.check().then(() => undefined),
      'DATA_DIR does not answer.',
      (error) => `DATA_DIR can not be written${codeOf(error)}.`,
    ),
  ])
  const missing = problems.filter((problem) => problem !== undefined)
  if (missing.length > 0) throw new ServiceError('not_ready', missing.join(' '), { retryAfterMs: 2_000 })
  return { warnings }
}

/** @returns what is wrong */
async function within(
  check: Promise<string | undefined>,
  whenSilent: string,
  whenFailed: (error: unknown) => string,
): Promise<string | undefined> {
  const timer = new AbortController()
  try {
    return await Promise.race([check, sleep(WITHIN_MS, whenSilent, { signal: timer.signal, ref: false })])
  } catch (error) {
    return whenFailed(error)
  } finally {
    timer.abort()
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''

interface DatabaseRow {
  migrated: string | null
  worker_seen: number | null
}

async function checkDatabase({ db }: ServiceContext, warnings: string[]): Promise<string | undefined> {
  const [row] = await runStatement<DatabaseRow & Record<string, unknown>>(db, {
    name: 'readiness',
    text: `
      select (select max(created_at)::text from drizzle.__drizzle_migrations) as migrated,
             (select extract(epoch from now() - max(monitor_on))::float8 from pgboss.queue) as worker_seen`,
    values: [],
    silentAfterMs: WITHIN_MS,
  })
  if (Number(row?.migrated ?? 0) < newestMigration()) return MIGRATIONS
  const seconds = row?.worker_seen ?? undefined
  if (seconds === undefined) warnings.push('No worker was ever seen: jobs wait until one is started.')
  else if (seconds > WORKER_SILENT_SECONDS)
    warnings.push(`No worker was seen for ${Math.round(seconds)} seconds: jobs wait until one is started.`)
  return undefined
}

const MIGRATIONS = 'The database lacks migrations of this version: start the program anew, which runs them.'

/** A table or schema that is not there: somebody has put in an older or an empty database. */
function databaseProblem(error: unknown): string {
  const state = sqlState(error)
  if (state === '42P01' || state === '3F000') return MIGRATIONS
  if (isFull(error)) return `The database takes no more connections: ${serverWords(error)}.`
  if (isPoolBusy(error)) return 'No connection to the database became free in time.'
  return 'The database can not be reached.'
}

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) })
let newest: number | undefined

function newestMigration(): number {
  newest ??= Math.max(
    ...journal
      .parse(JSON.parse(readFileSync(`${migrationsFolder()}/meta/_journal.json`, 'utf8')))
      .entries.map(({ when }) => when),
  )
  return newest
}
