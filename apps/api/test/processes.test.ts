import { createServer } from 'node:http'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRunwaySim, startStabilitySim } from '@jointo/vendor-sim'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { jobSchema } from '../src/routes/jobs/schema.ts'
import { startDeployment } from './helpers/start-deployment.ts'

/** Planted wherever somebody else's words or secrets come in; none may come out in a log. */
const CANARY = {
  admin: 'canary-admin-key-1f0e2d3c',
  runway: 'key_canaryrunway1f0e2d3c4b5a',
  stability: 'sk-canarystability1f0e2d3c4b5a',
  prompt: 'canaryprompt a red kite nobody may read about',
  metadata: 'canarymetadata',
  header: 'canaryheader',
  file: 'canaryfile.png',
  idempotency: 'canaryidempotency',
  receiver: 'canaryreceiver',
  vendor: 'canaryvendor',
}

/** The text itself, and what is packed in it as base64, wherever that begins. */
function unpacked(text: string): string {
  const packed = text.match(/[\w+/-]{16,}/g) ?? []
  const opened = packed.flatMap((run) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1')),
  )
  return [text, ...opened].join('\n')
}

async function receiverThatFails(): Promise<string> {
  const server = createServer((_, response) => void response.writeHead(500).end(`broken ${CANARY.receiver}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook?token=${CANARY.receiver}`
}

/** Calls as a customer, with a canary in a header of every request. */
function caller(key: string) {
  return async (url: string, json?: unknown, method = json === undefined ? 'GET' : 'POST') => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-note': CANARY.header,
    }
    return fetch(url, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
  }
}

async function read(response: Promise<Response>, field: string): Promise<string> {
  return String(z.record(z.string(), z.unknown()).parse(await (await response).json())[field])
}

test('two APIs and two workers: seen and streamed at the other, a worker killed, the database restarted, an API stopped, nothing lost, nothing told', async () => {
  const runway = await startRunwaySim({ taskSeconds: 5 })
  const stability = await startStabilitySim()
  onTestFinished(async () => void (await Promise.all([runway.close(), stability.close()])))
  const { apis, urls, workers, proxy, sql, lines } = await startDeployment({
    ADMIN_API_KEY: CANARY.admin,
    RUNWAYML_API_SECRET: CANARY.runway,
    RUNWAYML_BASE_URL: runway.baseUrl,
    STABILITY_API_KEY: CANARY.stability,
    STABILITY_BASE_URL: stability.baseUrl,
    ALLOW_PRIVATE_NETWORK: '1',
    JOB_LEASE_SECONDS: '4',
    WORKER_DRAIN_SECONDS: '2',
  })
  const [first, second] = urls
  const admin = caller(CANARY.admin)
  const accountId = await read(admin(`${first}/admin/accounts`, { name: 'test' }), 'id')
  await admin(`${first}/admin/accounts/${accountId}/credits`, { amount: '1000', reason: 'test' })
  const key = await read(admin(`${first}/admin/accounts/${accountId}/api-keys`, { name: 'test' }), 'key')
  const call = caller(key)
  const order = async (model: string, kind: string, more: object = {}): Promise<string> => {
    const json = {
      model,
      kind,
      input: { prompt: CANARY.prompt, ...more },
      metadata: { note: CANARY.metadata },
      webhook_url: hook,
    }
    return jobSchema.parse(await (await call(`${first}/v1/jobs`, json)).json()).id
  }
  const ended = async (id: string) =>
    jobSchema.parse(await (await call(`${second}/v1/jobs/${id}?wait=30`)).json())

  // Failures of many kinds, each with somebody's words in it.
  const hook = await receiverThatFails()
  const secret = await read(call(`${first}/v1/webhook-secret`), 'secret')
  stability.faults.next({
    status: 400,
    body: { id: 'x', name: 'bad', errors: [`${CANARY.vendor} ${CANARY.prompt}`] },
  })
  const failing = [
    await order('stability/core', 'image'),
    await order('mock/image', 'image', { prompt: `[[refuse]] ${CANARY.prompt}` }),
    await order('mock/video', 'video', { prompt: `[[fail]] ${CANARY.prompt}`, duration_seconds: 1 }),
  ]
  const form = new FormData()
  form.set('file', new File(['no picture'], CANARY.file))
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': CANARY.idempotency }
  expect((await fetch(`${first}/v1/uploads`, { method: 'POST', body: form, headers })).status).toBe(415)
  await call(`${first}/v1/jobs`, `{"${CANARY.prompt}`)
  await caller(`jt_live_${CANARY.header}`)(`${first}/v1/credits?q=${CANARY.header}`)
  await call(`${first}/v1/${CANARY.file}`)
  for (const id of failing) expect((await ended(id)).status).toBe('failed')

  // Ordered at one, followed at the other.
  const videos = [
    await order('runway/gen4.5', 'video', { duration_seconds: 2 }),
    await order('runway/gen4.5', 'video', { duration_seconds: 2 }),
  ]
  const streams = videos.map(async (id) => (await call(`${second}/v1/jobs/${id}/events`)).text())
  const atFirst = call(`${first}/v1/jobs/${videos[0]}/events`).then((response) => response.text())
  for (const id of videos)
    await expect
      .poll(() => read(call(`${second}/v1/jobs/${id}`), 'stage'), {
        timeout: 20_000,
        interval: 100,
      })
      .toBe('running')

  workers[0].kill('SIGKILL')
  // A restart of Postgres, as programs see it: sessions are ended, then nobody listens for a while.
  proxy.set({ connect: 'reset' })
  await sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  proxy.cut()
  const away = await call(`${second}/v1/credits`)
  expect(away.status).toBe(503)
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
  await sleep(500)
  proxy.clear()
  const backAt = performance.now()
  while ((await call(`${second}/v1/credits`)).status !== 200) await sleep(50)
  expect(performance.now() - backAt).toBeLessThan(5_000)

  // Not ready first, still serving; streams are told; then gone.
  apis[0].kill('SIGTERM')
  await apis[0].waitForLine('"shutting down"')
  const probe = await fetch(`${first}/readyz`)
  expect(probe.status).toBe(503)
  expect((await call(`${first}/v1/credits`)).status).toBe(200)
  expect(await atFirst).toContain('event: server.closing')
  expect(await apis[0].exited).toEqual({ code: 0, signal: null })

  for (const id of videos)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', credits: { charged: '24' } })
  expect(runway.accepted).toHaveLength(2)
  for (const text of await Promise.all(streams)) {
    const numbers = [...text.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(numbers.map((_, place) => place + 1))
    expect(text).toContain('event: job.succeeded')
  }
  expect(await (await call(`${second}/v1/credits`)).json()).toMatchObject({ balance: '952', held: '0' })
  expect(await (await admin(`${second}/admin/invariants`)).json()).toMatchObject({ ok: true })
  expect([apis[1].child.exitCode, workers[1].child.exitCode]).toEqual([null, null])

  const log = lines().join('\n')
  expect(log.length).toBeGreaterThan(1_000)
  expect(log, 'a task that a vendor accepted is named').toContain('mocktask_')
  const told = unpacked(log)
  const canaries = Object.entries({ ...CANARY, key, secret, word: 'canary' })
  expect(canaries.filter(([, canary]) => told.includes(canary)).map(([name]) => name)).toEqual([])
}, 120_000)
