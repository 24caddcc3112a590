import { afterEach, describe, expect, it, vi } from 'vitest'
import { BaseHTTPClient, type HTTPClientOptions, type VendorProfile } from '../src/index.ts'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

const profile: VendorProfile = {
  id: 'tides',
  name: 'Tides',
  baseUrl: 'https://tides.example',
  apiKeyVariable: 'TIDES_API_KEY',
  baseUrlVariable: 'TIDES_BASE_URL',
  headers: () => ({}),
}

class TidesClient extends BaseHTTPClient {
  constructor(options?: HTTPClientOptions) {
    super(profile, options)
  }
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the key', () => {
  it('is asked for by both of its names', () => {
    vi.stubEnv('TIDES_API_KEY', ' ')
    expect(() => new TidesClient()).toThrow(/Tides.*apiKey.*TIDES_API_KEY/)
  })

  it('may come from the environment', () => {
    vi.stubEnv('TIDES_API_KEY', ' abc \n')
    expect(new TidesClient().baseUrl).toBe('https://tides.example')
  })

  it('is not taken when it holds what no key holds', () => {
    expect(() => new TidesClient({ apiKey: 'abc\r\nx: y' })).toThrow(/copy it again/)
  })
})

describe('the address', () => {
  it('loses its last slash', () => {
    expect(new TidesClient({ apiKey: 'k', baseUrl: 'http://127.0.0.1:1/api/' }).baseUrl).toBe(
      'http://127.0.0.1:1/api',
    )
  })

  it.each(['ftp://a', 'tides', 'https://user:pw@tides.example', 'https://tides.example?a=b'])(
    'is not %s',
    (baseUrl) => {
      expect(() => new TidesClient({ apiKey: 'k', baseUrl })).toThrow(
        expect.objectContaining({ code: 'invalid_options' }),
      )
    },
  )

  it('may come from the environment', () => {
    vi.stubEnv('TIDES_BASE_URL', 'nonsense')
    expect(() => new TidesClient({ apiKey: 'k' })).toThrow(/TIDES_BASE_URL/)
    vi.stubEnv('TIDES_BASE_URL', 'http://127.0.0.1:1')
    expect(new TidesClient({ apiKey: 'k' }).baseUrl).toBe('http://127.0.0.1:1')
  })
})

describe('an option', () => {
  it.each([
    [{ retries: 3 }, 'retries'],
    [{ retry: { attempts: 3 } }, 'retry.attempts'],
    [{ timeout: { totalMs: -1 } }, 'timeout.totalMs'],
    [{ timeout: { totalMs: Number.NaN } }, 'timeout.totalMs'],
    [{ rateLimit: { maxConcurrent: 0 } }, 'rateLimit.maxConcurrent'],
    [{ retry: { maxAttempts: 0 } }, 'retry.maxAttempts'],
    [{ logger: {} }, 'logger'],
  ])('that is wrong is named: %o', (options: object, named) => {
    expect(() => new TidesClient({ apiKey: 'k', ...options })).toThrow(
      expect.objectContaining({ name: 'OptionsError', message: expect.stringContaining(named) }),
    )
  })

  it('that is undefined leaves the default', () => {
    const options: object = {
      apiKey: 'k',
      timeout: undefined,
      retry: { maxAttempts: undefined },
      logger: undefined,
    }
    expect(() => new TidesClient(options)).not.toThrow()
  })

  it.each([
    [{ timeoutMs: 5 }, 'timeoutMs'],
    [{ maxAttempts: 0 }, 'maxAttempts'],
    [{ headers: { 'x-note': 'a\r\nb' } }, 'headers'],
    [{ headers: { Authorization: 'Bearer other' } }, 'headers'],
  ])('of one call is checked before anything is sent: %o', async (options: object, named) => {
    const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
    await expect(new WeatherClient({ baseUrl: server.url }).getForecast('x', options)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(named),
    })
    expect(server.seen).toHaveLength(0)
  })
})

it.each([
  ['what the route says', {}, {}, 30],
  ['what the client was made with', { timeout: { responseMs: 20 } }, {}, 20],
  ['what the call says', { timeout: { responseMs: 20 } }, { timeout: { responseMs: 10 } }, 10],
])('goes by %s', async (_who, clientOptions, callOptions, milliseconds) => {
  const server = await startScriptedServer(() => undefined)
  const client = new WeatherClient({ baseUrl: server.url, ...clientOptions })
  await expect(client.waitForWeather(callOptions)).rejects.toMatchObject({
    limit: 'response',
    message: expect.stringContaining(`no answer after ${milliseconds} ms`),
  })
})
