import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isRunning } from '../src/process-identity.ts'
import { startEmbeddedPostgres } from '../src/start.ts'
import { query, start, temporaryFolder, waitUntil } from './helpers.ts'

test('data and port survive a stop, and the second start is quick', async () => {
  const dataDir = await temporaryFolder()
  const first = await start({ dataDir, durable: true })
  await query(first.url, 'create table picture (id int)')
  await query(first.url, 'insert into picture values (7)')
  await first.stop()
  expect(await isRunning(first.pid)).toBe(false)

  const startedAt = performance.now()
  const second = await start({ dataDir, durable: true })
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  expect(second.port).toBe(first.port)
  expect(await query(second.url, 'select id from picture')).toEqual([{ id: 7 }])
})

test('only the password opens it, and only its owner reads the password', async () => {
  const dataDir = await temporaryFolder()
  const { url, port } = await start({ dataDir })
  await expect(query(`postgres://jointo:guess@127.0.0.1:${port}/postgres`, 'select 1')).rejects.toThrow(
    /password/,
  )
  expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  expect((await stat(path.join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
})

test('stop cuts open sessions and may be called twice', async () => {
  const server = await start({ dataDir: await temporaryFolder() })
  const cut = expect(query(server.url, 'select pg_sleep(60)')).rejects.toThrow(/terminat/i)
  await waitUntil('the session sleeps', async () => {
    const rows = await query(
      server.url,
      "select 1 from pg_stat_activity where query like '%pg_sleep(60)' and wait_event = 'PgSleep'",
    )
    return rows.length > 0
  })
  await Promise.all([server.stop(), server.stop(), cut])
})

test('a server that dies says so, and the folder can be started again', async () => {
  const dataDir = await temporaryFolder()
  const died = Promise.withResolvers<string>()
  const { pid } = await start({ dataDir, onExit: died.resolve })
  process.kill(pid, 'SIGKILL')
  expect(await died.promise).toContain('SIGKILL')
  const again = await start({ dataDir })
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder in use is refused in one line', async () => {
  const dataDir = await temporaryFolder()
  await start({ dataDir })
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    `${dataDir} is in use by process ${process.pid}: stop`,
  )
})

test('a port taken meanwhile is replaced', async () => {
  const dataDir = await temporaryFolder()
  const first = await start({ dataDir })
  await first.stop()
  const squatter = createServer().listen(first.port, '127.0.0.1')
  await once(squatter, 'listening')
  onTestFinished(() => void squatter.close())
  const second = await start({ dataDir })
  expect(second.port).not.toBe(first.port)
  expect(await readFile(path.join(dataDir, 'port'), 'utf8')).toBe(String(second.port))
})

test('data of another major version is refused, and left alone', async () => {
  const dataDir = await temporaryFolder()
  const server = await start({ dataDir })
  await server.stop()
  await writeFile(path.join(dataDir, 'cluster', 'PG_VERSION'), '15\n')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/made by Postgres 15, this is 18: move/)
})
