import { expect, test } from 'vitest'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()
const picture = (prompt: string, n = 1) => ({
  model: 'mock/image',
  kind: 'image',
  input: { prompt, size: '64x64', n },
})

test('the history of a job: steps, attempts, price, entries, and nothing of the platform', async () => {
  const id = await app.current.startJob(picture('a kite', 2))
  await app.current.endOf(id)
  const history = await app.current.json(`/v1/jobs/${id}/history`)
  expect(history).toMatchObject({
    object: 'job_history',
    job_id: id,
    provider_options: null,
    attempts: [{ number: 1, state: 'accepted' }],
    quote: { credits: '2', lines: [{ quantity: '2', unit_amount: '1', amount: '2' }] },
    hold: { amount: '2', resolution: { kind: 'settle', amount: '2' } },
    ledger: [{ kind: 'settle', amount: '-2' }],
    deliveries: [],
  })
  const { timeline } = history as { timeline: { type: string }[] }
  expect(timeline.map(({ type }) => type).at(0)).toBe('job.queued')
  expect(timeline.map(({ type }) => type).at(-1)).toBe('job.succeeded')
  expect(JSON.stringify(history)).not.toMatch(/platform:|storage_key|lease/)
  const { key } = await app.current.newAccount()
  expect((await errorOf(await app.current.call(`/v1/jobs/${id}/history`, { key }))).status).toBe(404)
})

test('spend by day and model; a failure costs nothing', async () => {
  const { key } = await app.current.newAccount()
  const jobs = [picture('a'), picture('b', 3), picture('[[refuse]]')]
  for (const job of jobs) await app.current.endOf(await app.current.startJob(job, { key }), { key })
  const json = { model: 'mock/chat', messages: [{ role: 'user', content: 'hello '.repeat(40) }] }
  await app.current.json('/v1/chat/completions', { key, json })
  await app.current.json('/v1/embeddings', { key, json: { model: 'embedding', input: 'hello '.repeat(90) } })
  const { data } = await app.current.json('/v1/credits/spend?days=1', { key })
  const day = new Date().toISOString().slice(0, 10)
  expect(data).toEqual([
    { day, model: 'mock/image', credits: '4', count: 2 },
    { day, model: 'mock/chat', credits: expect.stringMatching(/^0\.0\d+$/), count: 1 },
    { day, model: 'mock/embedding', credits: expect.stringMatching(/^0\.0\d+$/), count: 1 },
  ])
  const wrong = await app.current.call('/v1/credits/spend?days=0', { key })
  expect(await errorOf(wrong)).toMatchObject({ status: 400, param: 'days' })
})

test('jobs by date and cost', async () => {
  const { key } = await app.current.newAccount()
  const cheap = await app.current.startJob(picture('a'), { key })
  const dear = await app.current.startJob(picture('b', 4), { key })
  const { created_at: created } = await app.current.endOf(cheap, { key })
  await app.current.endOf(dear, { key })
  const found = async (query: string): Promise<string[]> => {
    const { data } = await app.current.json(`/v1/jobs?${query}`, { key })
    return (data as { id: string }[]).map(({ id }) => id)
  }
  expect(await found('min_charged=2')).toEqual([dear])
  expect(await found('max_charged=1.5')).toEqual([cheap])
  expect(await found(`created_after=${created}`)).toEqual([dear, cheap])
  expect(await found(`created_before=${created}`)).toEqual([])
  for (const [query, param] of [
    ['min_charged=much', 'min_charged'],
    ['created_after=yesterday', 'created_after'],
  ])
    expect(await errorOf(await app.current.call(`/v1/jobs?${query}`, { key }))).toMatchObject({
      status: 400,
      param,
    })
})

test('vendors: how many ended how, how long they took, what waits', async () => {
  const { key } = await app.current.newAccount()
  for (const prompt of ['a', '[[refuse]]'])
    await app.current.endOf(await app.current.startJob(picture(prompt), { key }), { key })
  const { data } = await app.current.json('/admin/vendors', { key: ADMIN_KEY })
  expect(data).toEqual([
    {
      provider: 'mock',
      offered: true,
      paused: null,
      ended: { succeeded: expect.any(Number), failed: expect.any(Number), canceled: 0 },
      success_rate: expect.any(Number),
      latency_ms: { p50: expect.any(Number), p95: expect.any(Number) },
      queue: { queued: 0, in_hand: 0, oldest_queued_at: null },
      unknown_outcomes: 0,
      at_risk: '0',
    },
  ])
  const [mock] = data as { ended: { succeeded: number; failed: number }; success_rate: number }[]
  expect(mock?.ended.failed).toBeGreaterThanOrEqual(1)
  expect(mock?.success_rate).toBeCloseTo(
    (mock?.ended.succeeded ?? 0) / ((mock?.ended.succeeded ?? 0) + (mock?.ended.failed ?? 0)),
  )
})

test('the balance of any account, for the operator', async () => {
  const { account_id } = await app.current.newAccount('12.5')
  const reply = await app.current.json(`/admin/accounts/${account_id}/credits`, { key: ADMIN_KEY })
  expect(reply).toEqual({ balance: '12.5', held: '0', available: '12.5' })
})
