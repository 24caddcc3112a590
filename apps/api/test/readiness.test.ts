import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startFaultProxy, type FaultProxy } from '@jointo/fault-proxy'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf, readError } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

let proxy: FaultProxy
// Before that of the app, to be run after it.
afterAll(() => proxy.close())
const app = sharedApp({
  running: false,
  through: async (url) => {
    proxy = await startFaultProxy({ target: url })
    return proxy.through(url)
  },
})

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, ms: performance.now() - startedAt }
}
const ready = () => app.current.call('/readyz', { key: null })

test('without a worker it is ready, with a warning', async () => {
  const body = await app.current.json('/readyz', { key: null })
  expect(body).toMatchObject({ status: 'ok', warnings: [expect.stringContaining('worker')] })
})

test('storage that can not be written is named', async () => {
  const folder = join(app.current.dataDir, 'files')
  await rm(folder, { recursive: true, force: true })
  // A file in the way: also root can not make a folder of it.
  await writeFile(folder, '')
  onTestFinished(() => rm(folder))
  const response = await ready()
  expect(response.status).toBe(503)
  expect((await readError(response)).message).toBe('The storage can not be written.')
})

test('a DATA_DIR that takes no files is named, also where files are stored elsewhere', async () => {
  const spool = join(app.current.dataDir, 'spool')
  await rm(spool, { recursive: true, force: true })
  await writeFile(spool, '')
  onTestFinished(() => rm(spool))
  const response = await ready()
  expect(response.status).toBe(503)
  expect((await readError(response)).message).toBe('DATA_DIR can not be written (EEXIST).')
})

test('a database that says nothing is told within two seconds: by probes, metrics, customers’ and admin routes', async () => {
  proxy.set({ down: { blackHole: true } })
  onTestFinished(() => {
    proxy.clear()
    proxy.cut()
  })
  const [probe, metrics, customer, admin, invariants] = await Promise.all([
    timed(ready),
    timed(async () => (await app.current.call('/metrics', { key: null })).text()),
    timed(() => app.current.call('/v1/credits')),
    timed(() => app.current.call('/admin/accounts', { key: ADMIN_KEY })),
    timed(() => app.current.call('/admin/invariants', { key: ADMIN_KEY })),
  ])
  expect((await readError(probe.result)).message).toBe('The database does not answer.')
  expect(probe.ms).toBeLessThan(2_400)
  expect(metrics.result).toContain('jointo_database_up 0')
  expect(metrics.ms).toBeLessThan(4_000)
  expect(await errorOf(customer.result)).toMatchObject({ status: 503, code: 'not_ready' })
  expect(customer.ms).toBeLessThan(2_400)
  expect(await errorOf(admin.result)).toMatchObject({ status: 503, code: 'not_ready' })
  expect(admin.ms).toBeLessThan(5_000)
  // On a connection of its own, which can't be made.
  expect(invariants.result.headers.get('retry-after')).toBe('2')
  expect(await errorOf(invariants.result)).toMatchObject({ status: 503, code: 'not_ready' })
  expect(invariants.ms).toBeLessThan(5_000)
  expect((await app.current.call('/healthz', { key: null })).status).toBe(200)
})

test('missing migrations are named', async () => {
  await app.current.sql.query('alter table drizzle.__drizzle_migrations rename to elsewhere')
  onTestFinished(async () => {
    await app.current.sql.query('alter table drizzle.elsewhere rename to __drizzle_migrations')
  })
  expect((await readError(await ready())).message).toContain('lacks migrations')
})
