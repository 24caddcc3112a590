import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { RequestRecord } from '../src/index.ts'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { KEY, WeatherClient } from './helpers/weather-client.ts'

it('sends query and key, parses the answer, drops what it does not know', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'blue', wind: 3 }))
  const client = new WeatherClient({ baseUrl: `${server.url}/` })
  expect(await client.getForecast('São Paulo/x?')).toEqual({ sky: 'blue' })
  expect(server.seen[0]).toMatchObject({
    method: 'GET',
    url: '/forecasts/S%C3%A3o%20Paulo%2Fx%3F?days=3',
    headers: { authorization: `Bearer ${KEY}` },
  })
})

it('sends JSON', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'grey' }))
  await new WeatherClient({ baseUrl: server.url }).orderForecast('Oslo')
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    body: '{"city":"Oslo"}',
    headers: { 'content-type': 'application/json' },
  })
})

it('sends a form with text and files', async () => {
  const server = await startScriptedServer((response) => json(response, {}))
  const file = { bytes: Buffer.from([0, 1, 255]), filename: 'map.png', mediaType: 'image/png' }
  await new WeatherClient({ baseUrl: server.url }).sendForm({
    n: 2,
    exact: true,
    missing: undefined,
    files: [file, file],
  })
  const [seen] = server.seen
  expect(seen?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/)
  expect(seen?.body).toMatch(/name="n"\r\n[^]*\r\n2\r\n/)
  expect(seen?.body).toContain('true')
  expect(seen?.body).not.toContain('missing')
  expect(seen?.body.match(/name="files"; filename="map\.png"\r\nContent-Type: image\/png/gi)).toHaveLength(2)
})

it('streams a download and knows its length', async () => {
  const bytes = Buffer.alloc(300_000, 7)
  const server = await startScriptedServer((response) =>
    response
      .writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length, 'x-request-id': 'r1' })
      .end(bytes),
  )
  const reply = await new WeatherClient({ baseUrl: server.url }).openMap()
  expect(reply).toMatchObject({ mediaType: 'image/png', contentLength: bytes.length, requestId: 'r1' })
  expect((await buffer(reply.stream)).equals(bytes)).toBe(true)
})

it('yields events whole, whatever the pieces', async () => {
  const text = 'event: sky\ndata: {"a":"ü"}\n\n: ping\n\ndata: one\ndata: two\nid: 7\n\ndata: [DONE]\n\n'
  const server = await startScriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]))
    response.end()
  })
  const events = []
  for await (const { event, data } of new WeatherClient({ baseUrl: server.url }).events())
    events.push([event, data])
  expect(events).toEqual([
    ['sky', '{"a":"ü"}'],
    [undefined, 'one\ntwo'],
    [undefined, '[DONE]'],
  ])
})

it('ends the connection when the reader leaves', async () => {
  let closed = (): void => undefined
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  const server = await startScriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    response.on('close', closed)
  })
  for await (const _event of new WeatherClient({ baseUrl: server.url }).events()) break
  await gone
})

it('takes an error inside a 200 for an error', async () => {
  const server = await startScriptedServer((response) => json(response, { error: {}, message: 'no quota' }))
  await expect(
    new WeatherClient({ baseUrl: server.url }).getForecast('x', { maxAttempts: 1 }),
  ).rejects.toMatchObject({ code: 'http_status', vendorMessage: 'no quota' })
})

it('reports each call once', async () => {
  const records: RequestRecord[] = []
  const server = await startScriptedServer((response, call) =>
    call === 1 ? json(response, {}, 500) : json(response, { sky: 'blue' }),
  )
  const client = new WeatherClient({ baseUrl: server.url, onRequest: (record) => records.push(record) })
  await client.getForecast('x')
  expect(records).toEqual([
    {
      provider: 'weather',
      method: 'GET',
      route: '/forecasts/x',
      routeTemplate: '/forecasts/{}',
      attempts: 2,
      durationMs: expect.any(Number),
      requestBytes: expect.any(Number),
      responseBytes: '{}{"sky":"blue"}'.length,
      outcome: 'succeeded',
      status: 200,
    },
  ])
})

it('lets every try pass the limiter', async () => {
  let open = 0
  let most = 0
  const server = await startScriptedServer((response, call) => {
    most = Math.max(most, (open += 1))
    setTimeout(() => {
      open -= 1
      if (call % 2 === 1) json(response, {}, 500)
      else json(response, { sky: 'blue' })
    }, 5)
  })
  const client = new WeatherClient({
    baseUrl: server.url,
    rateLimit: { maxConcurrent: 2 },
    retry: { maxAttempts: 20 },
  })
  await Promise.all(Array.from({ length: 8 }, () => client.getForecast('x')))
  expect(most).toBe(2)
  expect(server.seen.length).toBeGreaterThanOrEqual(16)
})

it('asks before each try, when its turn has come, whether it may still be sent', async () => {
  const server = await startScriptedServer((response, number) =>
    number === 1 ? response.writeHead(429).end() : json(response, { sky: 'grey' }),
  )
  const client = new WeatherClient({ baseUrl: server.url, rateLimit: { maxConcurrent: 1 } })
  const seen: number[] = []
  const beforeSend = () => void seen.push(server.seen.length)
  const first = client.orderForecast('Oslo', { beforeSend })
  const second = client.orderForecast('Rome', {
    beforeSend: async () => {
      beforeSend()
      throw new Error('somebody else has it')
    },
  })
  await expect(second).rejects.toThrow('somebody else has it')
  expect(await first).toEqual({ sky: 'grey' })
  expect(seen).toEqual([0, 1, 1])
  expect(server.seen.map(({ body }) => body)).toEqual(['{"city":"Oslo"}', '{"city":"Oslo"}'])
})
