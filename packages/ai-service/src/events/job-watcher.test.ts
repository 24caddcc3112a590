import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { silentLogger } from '@jointo/http-base'
import { createTestDatabase } from '@jointo/test-support'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createJobWatcher, isAlive } from './job-watcher.ts'

it('closes while its connection to a server that says nothing is being made', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const watcher = createJobWatcher(`postgres://nobody@127.0.0.1:${port}/none`, silentLogger)
  const waited = watcher.next('job_1', 60_000)
  await once(server, 'connection')
  const startedAt = performance.now()
  await watcher.close()
  await waited
  expect(performance.now() - startedAt).toBeLessThan(3_000)
})

it('listens, and is there, while an earlier connection of its own still has its name', async () => {
  const database = await createTestDatabase()
  const lost = new Client({ connectionString: database.url })
  await lost.connect()
  const watcher = createJobWatcher(database.url, silentLogger)
  onTestFinished(async () => {
    await watcher.close()
    await lost.end()
    await database.drop()
  })
  const db = drizzle(lost)
  await db.execute(sql`select pg_advisory_lock(${0x6a6e7470}::int, ${watcher.processId}::int)`)
  await watcher.present()
  const { rows } = await db.execute<{ alive: boolean }>(
    sql`select ${isAlive(sql`${watcher.processId}`)} as alive`,
  )
  expect(rows).toEqual([{ alive: true }])
  const waited = watcher.next('job_1', 60_000)
  await lost.query("select pg_notify('jointo_job_event', 'job_1')")
  await waited
  const blocked = await lost.query(
    'select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
  )
  expect(blocked.rowCount).toBe(0)
})
