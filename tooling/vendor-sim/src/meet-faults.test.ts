import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startAIHubMixSim } from './start.ts'
import type { VendorSim } from './sim.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startAIHubMixSim()
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

function speak(signal?: AbortSignal): Promise<Response> {
  return fetch(`${sim.baseUrl}/audio/speech`, {
    method: 'POST',
    headers: { authorization: 'Bearer good-key', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', input: 'Hello', voice: 'alloy' }),
    ...(signal && { signal }),
  })
}

test('without a fault the work is accepted and answered', async () => {
  const response = await speak()
  expect(response.status).toBe(200)
  expect(sim.accepted).toEqual([expect.objectContaining({ route: 'POST /v1/audio/speech', model: 'tts-1' })])
  expect(sim.requests).toEqual([
    expect.objectContaining({ method: 'POST', path: '/v1/audio/speech', status: 200 }),
  ])
})

test('cut_before_reply accepts the work, then says nothing', async () => {
  sim.faults.next('cut_before_reply')
  await expect(speak()).rejects.toThrow('fetch failed')
  expect(sim.accepted).toHaveLength(1)
  expect(sim.requests[0]?.status).toBeUndefined()
})

test('reset accepts nothing', async () => {
  sim.faults.next('reset')
  await expect(speak()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(sim.accepted).toHaveLength(0)
})

test('cut_mid_body sends the head and half the body', async () => {
  const whole = await (await speak()).arrayBuffer()
  sim.faults.next('cut_mid_body')
  const response = await speak()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).toBe(`${whole.byteLength}`)
  let received = 0
  const reading = (async () => {
    for await (const chunk of response.body ?? []) received += chunk.byteLength
  })()
  await expect(reading).rejects.toThrow('terminated')
  expect(received).toBe(Math.floor(whole.byteLength / 2))
  expect(sim.accepted).toHaveLength(2)
})

test('invalid_json accepts the work and breaks the reply', async () => {
  sim.faults.next('invalid_json')
  const response = await fetch(`${sim.baseUrl}/embeddings`, {
    method: 'POST',
    headers: { authorization: 'Bearer good-key', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'text-embedding-3-small', input: 'Hello' }),
  })
  expect(response.headers.get('content-type')).toContain('json')
  await expect(response.json()).rejects.toThrow(SyntaxError)
  expect(sim.accepted).toHaveLength(1)
})

test('a status accepts nothing unless asked to', async () => {
  sim.faults.next({ status: 429, headers: { 'retry-after': '2' } })
  const refused = await speak()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('2')
  expect(await refused.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } })
  expect(sim.accepted).toHaveLength(0)

  sim.faults.next({
    status: 502,
    body: '<html>Bad gateway</html>',
    headers: { 'content-type': 'text/html' },
    accept: true,
  })
  const lost = await speak()
  expect(lost.status).toBe(502)
  expect(await lost.text()).toBe('<html>Bad gateway</html>')
  expect(sim.accepted).toHaveLength(1)
})

test('error_in_200 says an error with a good status', async () => {
  sim.faults.next('error_in_200')
  const response = await speak()
  expect(response.status).toBe(200)
  expect(await response.json()).toHaveProperty('error.message')
  expect(sim.accepted).toHaveLength(0)
})

test('a hang is accepted and outlasts the patience of the caller', async () => {
  sim.faults.next({ hangMs: 60_000 })
  const patience = new AbortController()
  const outcome = expect(speak(patience.signal)).rejects.toThrow('out of patience')
  await expect.poll(() => sim.accepted.length, { timeout: 10_000 }).toBe(1)
  await sleep(50)
  patience.abort(new Error('out of patience'))
  await outcome
  expect(sim.accepted).toHaveLength(1)
})

test('a delay is only late', async () => {
  sim.faults.next({ delayMs: 60 })
  const start = performance.now()
  expect((await speak()).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThan(50)
})

test('closing does not wait for what hangs', async () => {
  const other = await startAIHubMixSim()
  other.faults.next({ hangMs: 60_000 })
  const hanging = fetch(`${other.baseUrl}/models`)
  const outcome = expect(hanging).rejects.toThrow('fetch failed')
  await expect.poll(() => other.requests.length, { timeout: 10_000 }).toBe(1)
  await other.close()
  await outcome
})
