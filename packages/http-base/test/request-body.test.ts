import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

// Nobody listens there.
const UNREACHABLE = 'http://127.0.0.1:1'
const form = (bytes: Uint8Array | Blob) => ({
  kind: 'a',
  file: { bytes, filename: 'a.bin', mediaType: 'image/png' },
})

/** Errors that nobody caught would have ended the process. */
const stray: unknown[] = []
const note = (reason: unknown): number => stray.push(reason)
beforeEach(() => {
  stray.length = 0
  process.on('unhandledRejection', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  expect(stray).toEqual([])
})

describe('a form', () => {
  it('says how long it is', async () => {
    const server = await startScriptedServer((response) => json(response, {}))
    await new WeatherClient({ baseUrl: server.url }).sendForm(form(new Uint8Array(1_000)))
    const [seen] = server.seen
    expect(Number(seen?.headers['content-length'])).toBe(seen?.body.length)
    expect(seen?.headers).not.toHaveProperty('transfer-encoding')
  })

  it.each([1_000, 1_000_000])(
    'of %i bytes that is refused, repeated or given up leaves nothing astray',
    async (size) => {
      const client = new WeatherClient({ baseUrl: UNREACHABLE, retry: { budget: 100 } })
      const calls = Array.from({ length: 20 }, () => client.sendForm(form(new Uint8Array(size))))
      for (const result of await Promise.allSettled(calls)) expect(result.status).toBe('rejected')
      const server = await startScriptedServer((response, call) =>
        json(response, {}, call % 2 === 1 ? 429 : 200),
      )
      await new WeatherClient({ baseUrl: server.url }).sendForm(form(new Uint8Array(size)))
      expect(server.seen.map(({ body }) => body.length > size)).toEqual([true, true])
    },
  )

  it('with a file that is gone fails once, clearly', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jointo-form-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'a')
    await writeFile(path, 'x'.repeat(200_000))
    const file = await openAsBlob(path)
    await rm(path)
    const server = await startScriptedServer((response) => json(response, {}))
    const sending = new WeatherClient({ baseUrl: server.url }).sendForm(form(file))
    await expect(sending).rejects.toMatchObject({
      code: 'request_body_unreadable',
      retryable: false,
      attempt: 1,
    })
  })
})

it.each([1_000, 40_000, 400_000, 4_000_000])(
  'an answer that begins before %i bytes of JSON were read is not lost',
  async (size) => {
    const server = createServer((request, response) => {
      // The head first, the end only when everything has come.
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
      request.resume().on('end', () => response.end('{"sky":"blue"}'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const client = new WeatherClient({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    })
    expect(await client.orderForecast('x'.repeat(size))).toEqual({ sky: 'blue' })
  },
)

it('does not count waiting for the rest of an answer as waiting for its beginning', async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    request.resume().on('end', () => setTimeout(() => response.end('{"sky":"blue"}'), 150))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const client = new WeatherClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  const options = { timeout: { responseMs: 50 }, maxAttempts: 1 }
  expect(await client.orderForecast('x'.repeat(400_000), options)).toEqual({ sky: 'blue' })
})

it('refuses what JSON can not say, before anything begins', async () => {
  const client = new WeatherClient({ baseUrl: UNREACHABLE })
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  await expect(client.sendAnything(circle)).rejects.toMatchObject({ code: 'invalid_argument' })
  await expect(client.sendAnything({ n: 1n })).rejects.toMatchObject({ code: 'invalid_argument' })
})
