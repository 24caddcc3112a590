import { randomUUID } from 'node:crypto'
import { program, spawnNode } from '@jointo/test-support'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from './helpers/create-test-app.ts'
import { readError } from './helpers/envelope.ts'

const MAIN = await program(new URL('../src/main.ts', import.meta.url))

test('connections that are all in use are told as that: those of this process, and those of the database', async () => {
  const role = `limited_${randomUUID().slice(0, 8)}`
  let admin = new Client()
  let databaseUrl = ''
  // Last of all, when the database with what the role owns is gone.
  onTestFinished(async () => {
    await admin.query(`drop role ${role}`)
    await admin.end()
  })
  const app = await createTestApp({
    running: false,
    environment: { DATABASE_MAX_CONNECTIONS: '2' },
    through: async (own) => {
      const url = new URL(own)
      admin = new Client({ connectionString: Object.assign(new URL(own), { pathname: '/postgres' }).href })
      await admin.connect()
      // Superusers are let in whatever the limit is.
      await admin.query(
        `create role ${role} login password 'word'; grant "${decodeURIComponent(url.username)}" to ${role}`,
      )
      databaseUrl = Object.assign(url, { username: role, password: 'word' }).href
      return databaseUrl
    },
  })
  await expectTooMuchIsTold(app)
  await admin.query(`alter role ${role} connection limit 0`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role])
  // Whoever closes its things wants to be let in again.
  onTestFinished(async () => void (await admin.query(`alter role ${role} connection limit -1`)))
  const WORDS = `too many connections for role "${role}"`
  await expect
    .poll(async () => (await readError(await app.call('/readyz', { key: null }))).message)
    .toBe(`The database takes no more connections: ${WORDS}.`)
  const refused = await app.call('/v1/credits')
  expect(await readError(refused)).toMatchObject({
    code: 'not_ready',
    message: 'The database takes no more connections at the moment. Try again shortly.',
  })
  expect(app.log.findLast(({ message }) => message === 'request')?.fields['cause']).toBe(WORDS)
  const start = spawnNode(MAIN, { env: { DATABASE_URL: databaseUrl, DATA_DIR: app.dataDir, PORT: '0' } })
  onTestFinished(() => start.stop())
  expect((await start.exited).code).toBe(1)
  expect(start.lines).toEqual([
    `Could not start: the database takes no more connections (${WORDS}): raise its max_connections, or lower DATABASE_MAX_CONNECTIONS of the processes that use it.`,
  ])
})

/** Requests that got no connection in time are not told that the database is away. */
async function expectTooMuchIsTold(app: TestApp): Promise<void> {
  await app.json('/v1/credits')
  await app.sql.query('begin; lock table ledger_entry in access exclusive mode')
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => app.call('/v1/credits/ledger').then(readError)),
  )
  await app.sql.query('rollback')
  const late = 'not_ready: The database did not finish this in time. Try again shortly.'
  const busy =
    'overloaded: Too much is going on: no connection to the database became free in time. Try again shortly.'
  expect(answers.map(({ code, message }) => `${code}: ${message}`).toSorted()).toEqual([
    late,
    late,
    busy,
    busy,
  ])
}
