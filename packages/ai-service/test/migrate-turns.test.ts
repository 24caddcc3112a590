import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@jointo/test-support'
import { silentLogger } from '@jointo/http-base'
import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { migrateAndStart } from '../src/db/migrate.ts'
import { createRuntime, migrate, readServiceSettings } from '../src/index.ts'
import { createQueue } from '../src/queue/queue.ts'
import { eventually } from './helpers/create-test-service.ts'

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'the one before' })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

it('tells whom it waits for, gives up in the end, and goes on when it is its turn', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const holder = await connected(database.url)
  await holder.query('select pg_advisory_lock(7201926)')
  const told: Record<string, unknown>[] = []
  const logger = { ...silentLogger, warn: (fields: Record<string, unknown>) => void told.push(fields) }
  const turn = { logger: silentLogger, tellEveryMs: 100, waitMs: 250 }
  const queue = createQueue({ databaseUrl: database.url, logger: silentLogger, supervise: false })
  onTestFinished(() => queue.stop({ timeoutMs: 1_000 }))
  await expect(migrateAndStart(database.url, queue, turn)).rejects.toThrow(
    /^Another process has been bringing the database up to date for \d+ seconds: process \d+ of the database \(the one before at .+, idle\)\. If it does not work any more, end it with "select pg_terminate_backend\(\d+\)", then start again\.$/,
  )

  const waiting = migrateAndStart(database.url, queue, { logger, tellEveryMs: 100, waitMs: 30_000 })
  await eventually(() => told.length > 0)
  expect(told[0]).toMatchObject({ what: expect.stringContaining('the one before') })
  await holder.query('select pg_advisory_unlock_all()')
  await waiting
})

it('a start that fails gives back every connection, and may be tried again', async () => {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  onTestFinished(() => database.drop())
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-start-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const onlooker = await connected(database.url)
  const settings = readServiceSettings({ DATABASE_URL: database.url, DATA_DIR: dataDir, MOCK_PROVIDER: 'on' })
  // The queue's start fails when it is connected already.
  await onlooker.query('alter table pgboss.queue rename to hidden')
  await expect(createRuntime(settings)).rejects.toThrow()
  await eventually(async () => {
    const { rows } = await onlooker.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    return rows.length === 0
  })
  await onlooker.query('alter table pgboss.hidden rename to queue')
  const runtime = await createRuntime(settings)
  await runtime.close()
})
