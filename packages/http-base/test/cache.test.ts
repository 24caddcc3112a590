import { Keyv } from 'keyv'
import { expect, it, vi } from 'vitest'
import type { RequestRecord } from '../src/index.ts'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

const DOWN = { retry: { maxAttempts: 1 } }

it('answers a read again without asking the vendor, as long as it is fresh', async () => {
  const server = await startScriptedServer((response, call) => json(response, { sky: `sky ${call}` }))
  const records: RequestRecord[] = []
  const cache = { store: new Keyv() }
  const onRequest = (record: RequestRecord): number => records.push(record)
  const client = new WeatherClient({ baseUrl: server.url, cache, onRequest })
  expect(await client.getForecast('x')).toEqual({ sky: 'sky 1' })
  expect(await client.getForecast('x')).toEqual({ sky: 'sky 1' })
  expect(await client.getForecast('y')).toEqual({ sky: 'sky 2' })
  expect(await client.getForecast('x', { cache: 'reload' })).toEqual({ sky: 'sky 3' })
  expect(await client.getForecast('x')).toEqual({ sky: 'sky 3' })
  expect(records.map(({ attempts, cached }) => [attempts, cached])).toEqual([
    [1, undefined],
    [0, 'fresh'],
    [1, undefined],
    [1, undefined],
    [0, 'fresh'],
  ])
})

it('never answers a paid call from it, nor one key with what another was told', async () => {
  const server = await startScriptedServer((response, call) => json(response, { sky: `sky ${call}` }))
  const cache = { store: new Keyv() }
  const client = new WeatherClient({ baseUrl: server.url, cache })
  await client.orderForecast('x')
  await client.orderForecast('x')
  await client.getForecast('x')
  await new WeatherClient({ baseUrl: server.url, cache, apiKey: 'another' }).getForecast('x')
  expect(server.seen).toHaveLength(4)
})

it('asks anew after the lifetime of the route, and stands in when the vendor is down', async () => {
  const server = await startScriptedServer((response, call) =>
    call === 1 ? json(response, { sky: 'blue' }) : json(response, {}, call === 2 ? 503 : 404),
  )
  const records: RequestRecord[] = []
  const cache = { store: new Keyv(), lifetimeMs: { '/forecasts/{}': 1 } }
  const client = new WeatherClient({
    baseUrl: server.url,
    cache,
    ...DOWN,
    onRequest: (record) => records.push(record),
  })
  await client.getForecast('x')
  await vi.waitFor(async () => {
    expect(await client.getForecast('x')).toEqual({ sky: 'blue' })
    expect(server.seen).toHaveLength(2)
  })
  expect(records.at(-1)).toMatchObject({ cached: 'stale', outcome: 'succeeded' })
  // The vendor is there and says no: that is an answer.
  await expect(client.getForecast('x')).rejects.toMatchObject({ status: 404 })
})

it('keeps nothing where a lifetime of 0 says so, or without a cache', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const cache = { store: new Keyv(), lifetimeMs: { '/forecasts/{}': 0 } }
  for (const options of [{ cache }, {}]) {
    const client = new WeatherClient({ baseUrl: server.url, ...options })
    await client.getForecast('x')
    await client.getForecast('x')
  }
  expect(server.seen).toHaveLength(4)
})

it('goes on without a cache that is broken or holds nonsense', async () => {
  const server = await startScriptedServer((response) => json(response, { sky: 'blue' }))
  const broken = {
    get: () => Promise.reject(new Error('away')),
    set: () => Promise.reject(new Error('away')),
  }
  const nonsense = { get: async () => '{"at":1e99,"json":{"sea":1}}', set: async () => true }
  const silent = {
    get: async () => undefined,
    set: () => {
      throw new Error('sync')
    },
  }
  for (const store of [broken, nonsense, silent]) {
    const warn = vi.fn<() => void>()
    const logger = { debug() {}, info() {}, warn, error() {} }
    const client = new WeatherClient({ baseUrl: server.url, cache: { store }, logger })
    expect(await client.getForecast('x')).toEqual({ sky: 'blue' })
    expect(warn.mock.calls.length > 0).toBe(store !== nonsense)
  }
})

it('keeps answers to other headers apart, does not believe the future, and does not wait for a store that hangs', async () => {
  const server = await startScriptedServer((response, call) => json(response, { sky: `sky ${call}` }))
  const store = new Map<string, string>()
  const cache = {
    store: {
      get: async (key: string) => store.get(key),
      set: async (key: string, value: string) => store.set(key, value),
    },
  }
  const client = new WeatherClient({ baseUrl: server.url, cache })
  await client.getForecast('x', { headers: { 'x-org': 'a' } })
  expect(await client.getForecast('x', { headers: { 'x-org': 'b' } })).toEqual({ sky: 'sky 2' })
  for (const key of store.keys())
    store.set(key, JSON.stringify({ at: Date.now() + 60_000, json: { sky: 'tomorrow' } }))
  expect(await client.getForecast('x', { headers: { 'x-org': 'b' } })).toEqual({ sky: 'sky 3' })
  const hanging = {
    store: { get: () => new Promise(() => undefined), set: () => new Promise(() => undefined) },
  }
  expect(await new WeatherClient({ baseUrl: server.url, cache: hanging }).getForecast('x')).toEqual({
    sky: 'sky 4',
  })
})
