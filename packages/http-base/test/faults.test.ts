import { buffer } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Logger, TimeoutOptions } from '../src/index.ts'
import { json, startScriptedServer, type Script } from './helpers/scripted-server.ts'
import { KEY, WeatherClient } from './helpers/weather-client.ts'

const start = (script: Script) => startScriptedServer(script)
const drip: Script = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

/** Fault, what a paid call says, requests a paid call makes, requests a read makes. */
const faults: [string, Script, object, number, number][] = [
  [
    'cut before the answer',
    (response) => response.destroy(),
    { code: 'connection_lost', phase: 'sent_no_reply', disposition: 'ambiguous', retryable: false },
    1,
    3,
  ],
  [
    'cut in the head',
    (response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-ty')
    },
    { disposition: 'ambiguous', phase: 'sent_no_reply' },
    1,
    3,
  ],
  [
    'cut in the body',
    (response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{')
      setTimeout(() => response.destroy(), 5)
    },
    { code: 'connection_lost', phase: 'replied', disposition: 'ambiguous' },
    1,
    3,
  ],
  [
    '500',
    (response) => json(response, { message: 'oops' }, 500, { 'x-request-id': 'r9' }),
    { code: 'http_status', status: 500, disposition: 'ambiguous', requestId: 'r9', vendorMessage: 'oops' },
    1,
    3,
  ],
  [
    '502 in HTML',
    (response) => response.writeHead(502).end('<html>bad</html>'),
    { status: 502, vendorMessage: undefined },
    1,
    3,
  ],
  ['408', (response) => json(response, {}, 408), { disposition: 'ambiguous' }, 1, 3],
  ['409', (response) => json(response, {}, 409), { disposition: 'ambiguous' }, 1, 1],
  ['429', (response) => json(response, {}, 429), { disposition: 'throttled', retryable: true }, 3, 3],
  [
    '400',
    (response) => json(response, { code: 'bad_city' }, 400),
    { disposition: 'rejected', vendorCode: 'bad_city', retryable: false },
    1,
    1,
  ],
  ['401', (response) => json(response, {}, 401), { disposition: 'rejected' }, 1, 1],
  ['404', (response) => json(response, {}, 404), { disposition: 'rejected' }, 1, 1],
  ['418, which no table knows', (response) => json(response, {}, 418), { disposition: 'ambiguous' }, 1, 1],
  [
    'a redirect with the body',
    (response) => response.writeHead(307, { location: '/forecasts' }).end(),
    { status: 307, disposition: 'ambiguous' },
    1,
    1,
  ],
  [
    'no JSON',
    (response) => response.end('<html>'),
    { code: 'invalid_response', disposition: 'ambiguous' },
    1,
    1,
  ],
  ['half of the JSON', (response) => response.end('{"sky":"bl'), { code: 'invalid_response' }, 1, 1],
  [
    'another shape',
    (response) => json(response, { sky: 5 }),
    { code: 'invalid_response', phase: 'replied' },
    1,
    1,
  ],
  ['nothing', (response) => response.writeHead(204).end(), { code: 'invalid_response' }, 1, 1],
  [
    'two lengths',
    (response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}')
    },
    { disposition: 'ambiguous' },
    1,
    3,
  ],
  [
    'broken compression',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
    { disposition: 'ambiguous' },
    1,
    3,
  ],
]

describe.each(faults)('an answer that is %s', (_name, script, expected, paid, read) => {
  it(`ends a paid call after ${paid} and a read after ${read}`, async () => {
    const one = await start(script)
    await expect(new WeatherClient({ baseUrl: one.url }).orderForecast('x')).rejects.toMatchObject(expected)
    expect(one.seen).toHaveLength(paid)
    const other = await start(script)
    await expect(new WeatherClient({ baseUrl: other.url }).getForecast('x')).rejects.toThrow()
    expect(other.seen).toHaveLength(read)
  })
})

it('accepts a byte order mark', async () => {
  const server = await start((response) => response.end('\uFEFF{"sky":"blue"}'))
  expect(await new WeatherClient({ baseUrl: server.url }).getForecast('x')).toEqual({ sky: 'blue' })
})

it('repeats a paid call when a caller has chosen the plain rule', async () => {
  const server = await start((response, call) =>
    call < 3 ? json(response, {}, 500) : json(response, { sky: 'blue' }),
  )
  await new WeatherClient({ baseUrl: server.url, retry: { billable: 'like_reads' } }).orderForecast('x')
  expect(server.seen).toHaveLength(3)
})

describe('a time-out', () => {
  const call = async (script: Script, timeout: TimeoutOptions) => {
    const server = await start(script)
    const client = new WeatherClient({ baseUrl: server.url, timeout, retry: { maxAttempts: 1 } })
    return client.orderForecast('x').catch((error: unknown) => error)
  }

  it('ends a vendor that does not answer', async () => {
    expect(await call(() => undefined, { responseMs: 60 })).toMatchObject({
      code: 'timeout',
      phase: 'sent_no_reply',
      disposition: 'ambiguous',
    })
  })

  it('ends a vendor that falls silent', async () => {
    const silent: Script = (response) => response.writeHead(200).write('{')
    expect(await call(silent, { idleMs: 60 })).toMatchObject({ code: 'timeout', phase: 'replied' })
  })

  it('ends a trickle that never falls silent', async () => {
    expect(await call(drip, { idleMs: 1_000, totalMs: 200 })).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('200 ms'),
    })
  })

  it('appears on a stream too', async () => {
    const server = await start((response) => response.writeHead(200).write('abc'))
    const { stream } = await new WeatherClient({ baseUrl: server.url, timeout: { idleMs: 60 } }).openMap()
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'timeout' })
  })

  it('is not needed to know that nobody listens', async () => {
    const client = new WeatherClient({ baseUrl: 'http://127.0.0.1:9', retry: { maxAttempts: 2 } })
    await expect(client.orderForecast('x')).rejects.toMatchObject({
      code: 'connection_failed',
      phase: 'not_sent',
      disposition: 'not_sent',
      retryable: true,
      attempt: 2,
    })
  })
})

describe('an abort', () => {
  it('before the start sends nothing', async () => {
    const server = await start((response) => json(response, { sky: 'blue' }))
    const client = new WeatherClient({ baseUrl: server.url })
    await expect(client.orderForecast('x', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
      phase: 'not_sent',
    })
    expect(server.seen).toHaveLength(0)
  })

  it('on the way leaves the outcome open', async () => {
    const controller = new AbortController()
    const server = await start(() => controller.abort())
    const client = new WeatherClient({ baseUrl: server.url })
    await expect(client.orderForecast('x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      disposition: 'ambiguous',
    })
    expect(server.seen).toHaveLength(1)
  })
})

describe('size', () => {
  it('ends an answer that is too large', async () => {
    const server = await start((response) => response.end(Buffer.alloc(200_000)))
    await expect(new WeatherClient({ baseUrl: server.url }).getMap({}, 100_000)).rejects.toMatchObject({
      code: 'response_too_large',
    })
  })

  it('counts what a small answer unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const server = await start((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    await expect(new WeatherClient({ baseUrl: server.url }).getMap({}, 1_000_000)).rejects.toMatchObject({
      code: 'response_too_large',
    })
  })
})

it('keeps the key out of errors, their causes and the log', async () => {
  const lines: string[] = []
  const note = (fields: object, message: string) =>
    void lines.push(`${message} ${inspect(fields, { depth: 20 })}`)
  const logger: Logger = { debug: note, info: note, warn: note, error: note }
  const scripts: Script[] = [
    (response, _call, request) =>
      json(response, { message: `not you: ${request.headers.authorization}` }, 401),
    (response) => response.destroy(),
    (response) => response.end(KEY),
  ]
  for (const script of scripts) {
    const server = await start(script)
    const error = await new WeatherClient({ baseUrl: server.url, logger })
      .orderForecast('x')
      .catch((reason: unknown) => reason)
    lines.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error))
  }
  expect(lines.length).toBeGreaterThan(6)
  expect(lines.join('\n')).not.toContain('very-secret')
})
