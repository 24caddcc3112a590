import { silentLogger } from '@jointo/http-base'
import { MockProvider } from '@jointo/providers'
import { createTestDatabase } from '@jointo/test-support'
import { sql } from 'drizzle-orm'
import { Pool } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../src/db/client.ts'
import { isDatabaseUnavailable } from '../src/db/errors.ts'
import { inTransaction } from '../src/db/transaction.ts'
import { brokenInvariants, createTestService, eventually } from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const

it('gives a connection back when the transaction on it breaks, at whatever point', async () => {
  const database = await createTestDatabase()
  const { db, close } = openDatabase({ databaseUrl: database.url, maxConnections: 1, logger: silentLogger })
  const killer = new Pool({ connectionString: database.url, max: 1 })
  onTestFinished(async () => {
    await close()
    await killer.end()
    await database.drop()
  })
  for (let round = 0; round < 5; round += 1) {
    const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const killed = killer.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await inTransaction(db, (tx) => tx.execute(sql`select pg_sleep(0.2)`)).catch((error: unknown) =>
      expect(isDatabaseUnavailable(error)).toBe(true),
    )
    await killed
    await inTransaction(db, (tx) => tx.execute(sql`select 1`)).catch(() => undefined)
    // The only connection of this pool was not lost for ever.
    expect((await inTransaction(db, (tx) => tx.execute(sql`select 1 as one`))).rows).toEqual([{ one: 1 }])
  }
})

it('does not say that a job was accepted, or may be, when its commit was refused', async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
  await test.sql.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'going away' using errcode = '57P01'; end $$`,
  )
  await test.sql.query(
    'create constraint trigger late after insert on job deferrable initially deferred for each row execute function refuse()',
  )
  await expect(test.service.jobs.create(test.principal, picture)).rejects.toMatchObject({ code: 'not_ready' })
  expect((await test.sql.query('select count(*)::int as n from job')).rows).toEqual([{ n: 0 }])
  expect((await test.service.credits.balance(test.principal)).held).toBe('0')
})

it('rolls back what threw, tells the first error, and keeps the connection', async () => {
  const database = await createTestDatabase()
  const { db, close } = openDatabase({ databaseUrl: database.url, maxConnections: 1, logger: silentLogger })
  onTestFinished(async () => {
    await close()
    await database.drop()
  })
  await db.execute(sql`create table note (text text)`)
  const failing = inTransaction(db, async (tx) => {
    await tx.execute(sql`insert into note values ('a')`)
    throw new Error('mine')
  })
  await expect(failing).rejects.toThrow('mine')
  expect((await db.execute(sql`select * from note`)).rows).toEqual([])
})

it('does not cancel a task whose commit went through unheard', async () => {
  const scripted = new ScriptedProvider()
  scripted.onStart = async () => {
    // What the first commit did, whose answer was lost on the way back.
    await test.sql.query(
      `update attempt set state = 'accepted', vendor_task_id = 'task-1' where job_id = $1`,
      [job.id],
    )
    await test.sql.query(
      `update job set state = 'running', event_sequence = 3, lease_until = null where id = $1`,
      [job.id],
    )
    await test.sql.query(
      `insert into job_event (job_id, sequence, type, data) values ($1, 3, 'job.running', '{}')`,
      [job.id],
    )
    await test.sql.query(
      `insert into vendor_task (job_id, next_poll_at, interval_ms) values ($1, now(), 50)`,
      [job.id],
    )
    return { state: 'pending', vendorTaskId: 'task-1', pollAfterMs: 50, warnings: [] }
  }
  const test = await createTestService({ providers: [scripted], running: false })
  const { job } = await test.service.jobs.create(test.principal, picture)
  await test.runtime.runner.start()
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })
  expect(done.status).toBe('succeeded')
  expect(scripted.calls).not.toContain('cancel')
  expect(await brokenInvariants(test.service)).toEqual([])
})

// A tick that was lost with its connection is set again after half a minute.
it('keeps a vendor’s answer while every connection is cut, and waits through it', async () => {
  const scripted = new ScriptedProvider()
  const happy = scripted.onStart
  scripted.onStart = async (call) => {
    for (let cut = 0; cut < 3; cut += 1) {
      await test.sql.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
    }
    return happy(call)
  }
  const test = await createTestService({ providers: [scripted] })
  const { job } = await test.service.jobs.create(test.principal, picture)
  const done = await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 60_000 })
  expect(done).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  expect(scripted.countOf('start')).toBe(1)
  expect(scripted.calls).not.toContain('cancel')
}, 90_000)

it('sweeps the others when one job can not be swept', async () => {
  const test = await createTestService({
    providers: [new ScriptedProvider()],
    running: false,
    jobs: { deadlineSeconds: 1 },
  })
  const stuck = await test.service.jobs.create(test.principal, picture)
  const other = await test.newAccount('10')
  const free = await test.service.jobs.create(other, picture)
  // Somebody holds the first account's row.
  const holder = await test.sql.connect()
  await holder.query('begin')
  await holder.query('select from ledger_account where account_id = $1 for update', [
    test.principal.accountId,
  ])
  await test.sql.query(`update job set deadline_at = now(), next_run_at = now() + interval '1 hour'`)
  await test.runtime.runner.start()
  await eventually(async () => (await test.service.jobs.get(other, free.job.id)).status === 'failed')
  expect((await test.service.jobs.get(test.principal, stuck.job.id)).status).toBe('queued')
  await holder.query('rollback')
  holder.release()
  await eventually(
    async () => (await test.service.jobs.get(test.principal, stuck.job.id)).status === 'failed',
  )
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('gives the answer of a chat whose money could not be moved at once, and moves it later', async () => {
  const test = await createTestService({ running: false, providers: [new MockProvider({ wordMs: 1 })] })
  await test.sql.query('alter function ledger_settle_hold rename to ledger_settle_hold_away')
  await test.sql.query(
    `create function ledger_settle_hold(text, bigint, text, text) returns text language plpgsql as $$ begin raise exception 'away' using errcode = '57P03'; end $$`,
  )
  const request = {
    model: 'mock/chat',
    messages: [{ role: 'user' as const, content: 'hello' }],
    max_tokens: 50,
  }
  const reply = await test.service.chat.complete(test.principal, request)
  expect(reply.choices).toHaveLength(1)
  await test.sql.query('drop function ledger_settle_hold(text, bigint, text, text)')
  await test.sql.query('alter function ledger_settle_hold_away rename to ledger_settle_hold')
  await eventually(async () => (await test.service.credits.balance(test.principal)).held === '0')
  expect(Number((await test.service.credits.balance(test.principal)).balance)).toBeLessThan(100)
  expect(await brokenInvariants(test.service)).toEqual([])
})
