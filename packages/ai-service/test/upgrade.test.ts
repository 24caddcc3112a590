import { silentLogger } from '@jointo/http-base'
import { createProviderRegistry } from '@jointo/providers'
import { createTestDatabase } from '@jointo/test-support'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createRuntime, migrate, readServiceSettings } from '../src/index.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'
import { waitingForLocks } from './helpers/waiting-for-locks.ts'

const FOLDER = fileURLToPath(new URL('../drizzle', import.meta.url))
const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number() })) })

/** A database as the first version left it. */
async function firstVersion(): Promise<{ url: string; sql: Pool }> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'jointo-upgrade-'))
  const sql = new Pool({ connectionString: database.url, max: 2 })
  onTestFinished(async () => {
    await sql.end()
    await database.drop()
    await rm(folder, { recursive: true })
  })
  await cp(FOLDER, folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = journalSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx < 2) }))
  await runMigrations(drizzle(sql), { migrationsFolder: folder })
  return { url: database.url, sql }
}

interface Column {
  table_name: string
  column_name: string
  optional: boolean
}

const columnsOf = async (sql: Pool): Promise<Column[]> =>
  (
    await sql.query<Column>(
      `select table_name, column_name, is_nullable = 'YES' or column_default is not null or is_identity = 'YES' as optional
         from information_schema.columns where table_schema = 'public' order by 1, 2`,
    )
  ).rows

const nameOf = ({ table_name, column_name }: Column): string => `${table_name}.${column_name}`

it('processes of the first version go on while and after the database is upgraded', async () => {
  const { url, sql } = await firstVersion()
  const before = await columnsOf(sql)
  await migrate(url)
  const after = await columnsOf(sql)
  const names = new Set(after.map(nameOf))
  // They name every column that they know in every statement: one that is gone would cost a paid answer.
  expect(before.map(nameOf).filter((name) => !names.has(name))).toEqual([])
  const known = new Set(before.map(nameOf))
  const tables = new Set(before.map((column) => column.table_name))
  const demanded = after.filter(
    (column) => tables.has(column.table_name) && !known.has(nameOf(column)) && !column.optional,
  )
  expect(demanded).toEqual([])
})

const EACH = `
  insert into account (id, name) values ('acc_a', 'a');
  insert into ledger_account (id, account_id) values ('customer:acc_a', 'acc_a');
  select ledger_grant('customer:acc_a', 1000, 'x', null);
  select ledger_open_hold('hold_' || state, 'customer:acc_a', 10, 'job_' || state, null)
    from unnest('{queued,submitting,submit_unknown,running,storing,failed,succeeded}'::text[]) state;
  select ledger_open_hold('hold_call', 'customer:acc_a', 10, null, 1);
  insert into job (id, account_id, kind, provider, model, state, fence, attempt_count, event_sequence, quoted, quote_lines, hold_id,
                   lease_until, unknown_until, deadline_at)
  select 'job_' || state, 'acc_a', 'image', 'scripted', 'picture', state, 1, 1, 1, 10, '[]', 'hold_' || state,
         now(), now(), now() + interval '1 hour'
    from unnest('{queued,submitting,submit_unknown,running,storing,failed,succeeded}'::text[]) state;
  insert into job_event (job_id, sequence, type, data) select id, 1, 'job.' || state, '{}' from job;
  insert into attempt (id, job_id, number, state, vendor_task_id)
  select 'att_' || state, id, 1, case when state in ('running', 'storing') then 'accepted' else 'armed' end,
         case when state in ('running', 'storing') then 'task ' || state end from job;
  insert into vendor_task (job_id, next_poll_at, interval_ms) values ('job_running', now(), 50);
  update job set files = '[{"reference": {"index": 0}}]' where state = 'storing';
  select ledger_release_hold('hold_failed');
  select ledger_settle_hold('hold_succeeded', 10, 'x');
  update job set finished_at = now(), charged = case state when 'failed' then 0 else 10 end
   where state in ('failed', 'succeeded');
  insert into asset (id, account_id, job_id, position, storage_key, media_type, bytes, sha256)
  values ('asset_a', 'acc_a', 'job_succeeded', 0, 'k', 'image/png', 1, 'x')`

it('jobs in every state and open holds are carried on', async () => {
  const { url, sql } = await firstVersion()
  await sql.query(EACH)
  await migrate(url)
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-upgrade-'))
  const settings = readServiceSettings({
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    JOB_UNKNOWN_WINDOW_SECONDS: '1',
  })
  const runtime = await createRuntime(settings, {
    logger: silentLogger,
    providers: createProviderRegistry([new ScriptedProvider()]),
  })
  onTestFinished(async () => {
    await runtime.runner.stop({ timeoutMs: 5_000 })
    await runtime.close()
    await rm(dataDir, { recursive: true })
  })
  const { rows: loads } = await sql.query('select in_flight from account_load')
  expect(loads).toEqual([{ in_flight: 4 }])
  const { rows: tasks } = await sql.query('select id from attempt where provider is not null order by 1')
  expect(tasks).toEqual([{ id: 'att_running' }, { id: 'att_storing' }])
  await runtime.runner.start()
  await eventually(
    async () => (await sql.query('select from job where finished_at is null')).rowCount === 0,
    20_000,
  )
  await eventually(
    async () => (await sql.query('select from ledger_account where held > 0')).rowCount === 0,
    20_000,
  )
  const { rows } = await sql.query(
    `select state, array_agg(id order by id) as ids from job group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { state: 'failed', ids: ['job_failed', 'job_submit_unknown', 'job_submitting'] },
    { state: 'succeeded', ids: ['job_queued', 'job_running', 'job_storing', 'job_succeeded'] },
  ])
  expect(await brokenInvariants(runtime.service)).toEqual([])
}, 60_000)

it('is tried again when work that goes on stands in its way', async () => {
  const { url, sql } = await firstVersion()
  await sql.query(EACH)
  const session = await sql.connect()
  try {
    // Holds what the upgrade wants, then wants what the upgrade has; and is the more patient of the two.
    await session.query(
      `set deadlock_timeout = '30s'; begin; update ledger_account set held = held where id = 'customer:acc_a'`,
    )
    const upgraded = migrate(url)
    upgraded.catch(() => undefined)
    await eventually(async () => (await waitingForLocks(sql)) === 1)
    await session.query('select from job; commit')
    await upgraded
  } finally {
    session.release(true)
  }
}, 60_000)

it('stops nobody’s work while it waits for somebody else’s', async () => {
  const { url, sql } = await firstVersion()
  await sql.query(EACH)
  const session = await sql.connect()
  try {
    // A report that reads for long; the upgrade wants the table for itself.
    await session.query('begin; select from job')
    const upgraded = migrate(url)
    upgraded.catch(() => undefined)
    await eventually(async () => (await waitingForLocks(sql)) === 1)
    await sql.query(`set lock_timeout = '4s'; update job set progress = 0 where id = 'job_queued'`)
    await session.query('commit')
    await upgraded
  } finally {
    session.release(true)
  }
}, 60_000)
