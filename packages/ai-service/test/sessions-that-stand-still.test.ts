import { silentLogger } from '@jointo/http-base'
import { createTestDatabase } from '@jointo/test-support'
import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase, TIMEOUTS, type Database } from '../src/db/client.ts'
import { CommitOutcomeUnknownError } from '../src/db/errors.ts'
import { runStatement, untilEnded } from '../src/db/statement.ts'
import { eventually } from './helpers/create-test-service.ts'

it('ends a session that has not read its statement yet, so that it is never run', async () => {
  const { asker, looker } = await openBoth()
  const pid = await backendOf(asker)
  process.kill(pid, 'SIGSTOP')
  onTestFinished(() => wake(pid))
  const error = await unheard(asker, `insert into note values ('late')`)
  await untilEnded(looker, error)
  wake(pid)
  await eventually(async () => !(await isThere(looker, pid)))
  expect((await looker.execute(sql`select * from note`)).rows).toEqual([])
})

it('waits for a session that is at work, and leaves it to end', async () => {
  const { asker, looker } = await openBoth()
  const error = await unheard(
    asker,
    `insert into note select 'done' from (select pg_sleep(1)) as slept offset 0`,
  )
  await untilEnded(looker, error)
  expect((await looker.execute(sql`select * from note`)).rows).toEqual([{ text: 'done' }])
})

it('takes one look for all who ask about the same error, and a new one after a failed look', async () => {
  const { asker, looker } = await openBoth()
  const error = await unheard(asker, `select pg_sleep(0.4)`)
  const execute = vi.spyOn(looker, 'execute')
  execute.mockRejectedValueOnce(new Error('away'))
  const asked = await Promise.allSettled([untilEnded(looker, error), untilEnded(looker, error)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(execute).toHaveBeenCalledTimes(1)
  await untilEnded(looker, error)
  const looks = execute.mock.calls.length
  await Promise.all([untilEnded(looker, error), untilEnded(looker, error)])
  expect(execute).toHaveBeenCalledTimes(looks)
})

it('does not end a session of somebody else that got the same number', async () => {
  const { asker, looker } = await openBoth()
  const pid = await backendOf(asker)
  await asker.execute(sql`set application_name = 'another program'`)
  await untilEnded(looker, new CommitOutcomeUnknownError('broken', { backend: pid }))
  expect(await isThere(looker, pid)).toBe(true)
})

/** One whose only connection breaks, and one that looks what became of it. */
async function openBoth(): Promise<{ asker: Database; looker: Database }> {
  const database = await createTestDatabase()
  const open = (): ReturnType<typeof openDatabase> =>
    openDatabase({ databaseUrl: database.url, maxConnections: 1, timeouts: TIMEOUTS, logger: silentLogger })
  const [asker, looker] = [open(), open()]
  onTestFinished(async () => {
    await Promise.all([asker.close(), looker.close()])
    await database.drop()
  })
  await looker.db.execute(sql`create table note (text text)`)
  return { asker: asker.db, looker: looker.db }
}

async function backendOf(db: Database): Promise<number> {
  const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return rows[0]?.pid ?? Number.NaN
}

async function isThere(db: Database, pid: number): Promise<boolean> {
  return (await db.execute(sql`select from pg_stat_activity where pid = ${pid}`)).rowCount === 1
}

/** The answer comes later than anybody waits for it. */
async function unheard(db: Database, text: string): Promise<CommitOutcomeUnknownError> {
  const error: unknown = await runStatement(db, {
    name: 'unheard',
    text,
    values: [],
    silentAfterMs: 200,
  }).catch((reason: unknown) => reason)
  if (!(error instanceof CommitOutcomeUnknownError)) throw new Error('it was answered', { cause: error })
  return error
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It is gone.
  }
}
