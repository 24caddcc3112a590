import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { jobPageSchema } from '../src/routes/jobs/schema.ts'
import { createTestApp, type TestApp } from './helpers/create-test-app.ts'
import { errorOf, readError } from './helpers/envelope.ts'

/** Calls that answer with the finished result hold a durable job: nothing that happens to the call happens to the job. */
const slowImage = { model: 'mock/image', prompt: '[[slow]] a kite', size: '64x64' }

async function onlyJob(app: TestApp) {
  const { data } = jobPageSchema.parse(await app.json('/v1/jobs'))
  expect(data).toHaveLength(1)
  return data[0]
}

describe('POST /v1/images/generations', () => {
  test('a client that leaves does not stop the job', async () => {
    const app = await createTestApp({ running: false })
    const leave = new AbortController()
    const call = app.call('/v1/images/generations', {
      json: { ...slowImage, prompt: 'a kite' },
      signal: leave.signal,
    })
    await expect.poll(async () => jobPageSchema.parse(await app.json('/v1/jobs')).data.length).toBe(1)
    leave.abort()
    await expect(call).rejects.toThrow('aborted')
    await app.startRunner()
    const job = await onlyJob(app)
    expect(await app.endOf(job?.id ?? '')).toMatchObject({ status: 'succeeded', credits: { charged: '1' } })
  })

  test('a wait that is over says where the job goes on, in a way no SDK repeats', async () => {
    const app = await createTestApp({ running: false, settings: { resultWaitMs: 300 } })
    const response = await app.call('/v1/images/generations', { json: slowImage })
    const job = await onlyJob(app)
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(response.headers.get('x-job-id')).toBe(job?.id)
    expect(response.status).toBe(422)
    const { code, message } = await readError(response)
    expect(code).toBe('job_still_running')
    expect(message).toContain(`/v1/jobs/${job?.id}`)
    // Whoever sends it again waits on.
    const again = await app.call('/v1/images/generations', { json: slowImage })
    expect(again.headers.get('x-job-id')).toBe(job?.id)
    await onlyJob(app)
  })

  test('a repeat with the same Idempotency-Key waits for the same job and is paid once', async () => {
    const app = await createTestApp()
    const init = { json: { ...slowImage, prompt: 'a kite' }, headers: { 'idempotency-key': 'kite-1' } }
    const [first, second] = await Promise.all([
      app.call('/v1/images/generations', init),
      app.call('/v1/images/generations', init),
    ])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(first.headers.get('x-job-id')).toBe(second.headers.get('x-job-id'))
    expect(await first.json()).toEqual(await second.json())
    expect(await app.json('/v1/credits')).toEqual({ balance: '999', held: '0', available: '999' })
  })
})

describe('a server that ends', () => {
  test('lets running calls end, then is gone', async () => {
    const app = await createTestApp()
    const call = app.call('/v1/images/generations', { json: { ...slowImage, prompt: 'a kite' } })
    await expect.poll(async () => jobPageSchema.parse(await app.json('/v1/jobs')).data.length).toBe(1)
    const closed = app.server.close(8_000)
    const response = await call
    expect(response.status).toBe(200)
    await response.text()
    await closed
    await expect(app.call('/healthz')).rejects.toThrow('fetch failed')
  })

  test('tells those who still wait where their job goes on', async () => {
    const app = await createTestApp({ running: false })
    const call = app.call('/v1/images/generations', { json: slowImage })
    await expect.poll(async () => jobPageSchema.parse(await app.json('/v1/jobs')).data.length).toBe(1)
    const closed = app.server.close(1_800)
    const response = await call
    expect(response.headers.get('connection')).toBe('close')
    expect(await errorOf(response)).toMatchObject({ status: 422, code: 'job_still_running' })
    await closed
  })

  test('does not wait for idle connections', async () => {
    const app = await createTestApp({ running: false })
    await (await app.call('/healthz')).text()
    const startedAt = performance.now()
    await app.server.close(8_000)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('answers long polls with the job as it is', async () => {
    const app = await createTestApp({ running: false })
    const id = await app.startJob({ model: 'mock/image', kind: 'image', input: { prompt: 'x' } })
    const call = app.json(`/v1/jobs/${id}?wait=60`)
    await sleep(200)
    const closed = app.server.close(1_600)
    expect(await call).toMatchObject({ id, status: 'queued' })
    await closed
  })
})
