import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

const plainRule = { retry: { billable: 'like_reads', maxAttempts: 2 } } as const

describe('when an earlier try of a paid call may have been accepted', () => {
  it.each([
    ['refused', 400],
    ['throttled', 429],
  ])('a last try that was %s does not undo that', async (_name, status) => {
    const server = await startScriptedServer((response, call) => {
      if (call === 1) response.destroy()
      else json(response, {}, status)
    })
    const client = new WeatherClient({ baseUrl: server.url, ...plainRule })
    await expect(client.orderForecast('x')).rejects.toMatchObject({
      status,
      disposition: 'ambiguous',
      retryable: false,
      attempt: 2,
    })
  })

  it('an abort during the pause does not undo that', async () => {
    const controller = new AbortController()
    const server = await startScriptedServer((response) => {
      response.destroy()
      setTimeout(() => controller.abort(), 30)
    })
    const retry = { ...plainRule.retry, baseDelayMs: 86_400_000, maxDelayMs: 86_400_000 }
    const client = new WeatherClient({ baseUrl: server.url, retry })
    await expect(client.orderForecast('x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      disposition: 'ambiguous',
    })
  })
})

it('does not lose a paid answer to a metric or a log line that fails', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const fail = (): never => {
    throw new Error('full disk')
  }
  const logger = { debug: fail, info: fail, warn: fail, error: fail }
  const client = new WeatherClient({ baseUrl: server.url, onRequest: fail, logger })
  expect(await client.orderForecast('x')).toEqual({ sky: 'blue' })
})

it('waits as long as a throttling vendor asks, then sends a paid call again', async () => {
  const times: number[] = []
  const server = await startScriptedServer((response, call) => {
    times.push(performance.now())
    if (call === 1) json(response, {}, 429, { 'retry-after-ms': '120' })
    else json(response, { sky: 'blue' })
  })
  await new WeatherClient({ baseUrl: server.url }).orderForecast('x')
  expect(times).toHaveLength(2)
  expect(Number(times[1]) - Number(times[0])).toBeGreaterThanOrEqual(110)
})

describe('JSON in place of a stream', () => {
  it('is an error when the vendor puts errors inside a 200', async () => {
    const server = await startScriptedServer((response) => json(response, { error: {}, message: 'gone' }))
    const client = new WeatherClient({ baseUrl: server.url })
    await expect(client.openMap()).rejects.toMatchObject({ code: 'http_status', vendorMessage: 'gone' })
    await expect(client.events().next()).rejects.toMatchObject({ code: 'http_status', vendorMessage: 'gone' })
  })

  it('is the file when it holds no error', async () => {
    const server = await startScriptedServer((response) => json(response, { a: 1 }))
    const client = new WeatherClient({ baseUrl: server.url })
    expect(await text((await client.openMap()).stream)).toBe('{"a":1}')
    await expect(client.events().next()).rejects.toMatchObject({ code: 'invalid_response' })
  })
})

it('lets a stream take longer than a whole answer may', async () => {
  const server = await startScriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).write('a')
    setTimeout(() => response.end('b'), 150)
  })
  const short = { totalMs: 60 }
  const client = new WeatherClient({ baseUrl: server.url })
  await expect(client.getMap({ timeout: short, maxAttempts: 1 })).rejects.toMatchObject({ code: 'timeout' })
  expect(await text((await client.openMap()).stream)).toBe('ab')
  const shortened = client.openMap({ timeout: short, maxAttempts: 1 }).then(({ stream }) => text(stream))
  await expect(shortened).rejects.toMatchObject({ code: 'timeout' })
})

it('frees the connection of a stream that nobody reads', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await startScriptedServer((response) => {
    response.on('close', closed.resolve)
    response.writeHead(200, { 'content-type': 'image/png' }).write('a')
  })
  const { stream } = await new WeatherClient({ baseUrl: server.url }).openMap()
  stream.destroy()
  await closed.promise
})

it('whoever stops a repeat is told that the first try may have been taken', async () => {
  const server = await startScriptedServer((response) => response.writeHead(500).end())
  const client = new WeatherClient({ baseUrl: server.url, ...plainRule })
  let asked = 0
  const call = client.orderForecast('Oslo', {
    beforeSend: () => {
      if ((asked += 1) > 1) throw new Error('somebody else has it')
    },
  })
  await expect(call).rejects.toMatchObject({ disposition: 'ambiguous', status: 500 })
  expect(server.seen).toHaveLength(1)
})
