import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '@jointo/ai-service'
import { startDatabaseServer } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { jobPageSchema, jobSchema } from '../src/routes/jobs/schema.ts'
import { ADMIN_KEY, createTestApp, type TestApp } from './helpers/create-test-app.ts'

const LINES = 8
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }

/** Customers who order, each order again with its key until it is answered well, and read between. */
function load(app: TestApp) {
  const statuses = new Map<number, number>()
  const odd: string[] = []
  const acknowledged = new Map<string, string>()
  const wellAt: number[] = []
  const over = new AbortController()
  const broken = new AbortController()
  const ask = async (path: string, init: Parameters<TestApp['call']>[1] = {}): Promise<Response> => {
    const response = await app.call(path, init)
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
    if (response.ok) wellAt.push(performance.now())
    return response
  }
  const order = async (name: string): Promise<void> => {
    while (!broken.signal.aborted) {
      const response = await ask('/v1/jobs', { json: image, headers: { 'idempotency-key': name } })
      if (response.ok) return void acknowledged.set(name, jobSchema.parse(await response.json()).id)
      const text = await response.text()
      if (![409, 503].includes(response.status)) odd.push(`${response.status} ${text}`)
      await sleep(50)
    }
  }
  const line = async (number: number): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      await order(`line-${number}-${turn}`)
      await (await ask('/v1/credits')).body?.cancel()
      await sleep(20)
    }
  }
  const lines = Array.from({ length: LINES }, (_, number) => line(number))
  // Where the test fails nobody waits for good answers.
  onTestFinished(async () => {
    over.abort()
    broken.abort()
    await Promise.allSettled(lines)
  })
  const end = async (): Promise<void> => {
    over.abort()
    await Promise.all(lines)
  }
  return { odd, statuses, acknowledged, wellAt, end }
}

test('G15 Postgres restarts under load, in order and by a crash: no 500, nothing lost or done twice, good again within seconds', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-restart-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  // What was acknowledged has to be on the disk.
  const start = () => startDatabaseServer({ dataDir, durable: true })
  let server = await start()
  onTestFinished(() => server.stop())
  await migrate(server.url)
  const app = await createTestApp({ through: () => Promise.resolve(server.url) })
  const { odd, statuses, acknowledged, wellAt, end } = load(app)
  const ready = async () => (await app.call('/readyz', { key: null })).status
  const countOf = () => wellAt.length

  for (const how of ['stop', 'crash'] as const) {
    const before = countOf()
    await expect.poll(countOf, { timeout: 20_000 }).toBeGreaterThan(before + 30)
    if (how === 'crash') process.kill(server.pid, 'SIGQUIT')
    await server.stop()
    await expect.poll(ready, { timeout: 4_000 }).toBe(503)
    await sleep(300)
    server = await start()
    const upAt = performance.now()
    await expect.poll(() => wellAt.findLast((at) => at > upAt), { timeout: 5_000 }).toBeDefined()
    await expect.poll(ready, { timeout: 5_000 }).toBe(200)
  }
  await end()
  expect(odd).toEqual([])
  expect([...statuses.keys()].filter((status) => ![200, 202, 409, 503].includes(status))).toEqual([])
  expect(statuses.has(503)).toBe(true)

  const ids = [...acknowledged.values()]
  expect(new Set(ids).size).toBe(ids.length)
  const endOf = async (id: string): Promise<string> => {
    for (;;) {
      const response = await app.call(`/v1/jobs/${id}?wait=30`)
      if (response.ok) return jobSchema.parse(await response.json()).status
      // So many who ask at once may be too much.
      expect(response.status).toBe(503)
      await sleep(200)
    }
  }
  expect(new Set(await Promise.all(ids.map(endOf)))).toEqual(new Set(['succeeded']))
  const all: string[] = []
  for (let cursor = ''; ;) {
    const page = jobPageSchema.parse(await app.json(`/v1/jobs?limit=100${cursor}`))
    all.push(...page.data.map(({ id }) => id))
    if (page.next_cursor === null) break
    cursor = `&cursor=${page.next_cursor}`
  }
  expect(all.toSorted()).toEqual(ids.toSorted())
  expect(await app.json('/v1/credits')).toMatchObject({ balance: String(1_000 - ids.length), held: '0' })
  expect(await app.json('/admin/invariants', { key: ADMIN_KEY })).toMatchObject({ ok: true })
}, 60_000)
