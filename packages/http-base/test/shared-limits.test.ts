import { hasRedis, startTestRedis } from '@jointo/test-support'
import { expect, it, onTestFinished } from 'vitest'
import { json, startScriptedServer } from './helpers/scripted-server.ts'
import { WeatherClient } from './helpers/weather-client.ts'

/**
 * Answers each call after a while and remembers how many were under way at once. The while is long enough for clients to meet that
 * notice at different moments that Redis is lost.
 */
async function startCountingServer(answerMs = 20): Promise<{ url: string; most: () => number }> {
  let open = 0
  let most = 0
  const { url } = await startScriptedServer((response) => {
    most = Math.max(most, (open += 1))
    setTimeout(() => {
      open -= 1
      json(response, { sky: 'blue' })
    }, answerMs)
  })
  return { url, most: () => most }
}

it.skipIf(!hasRedis)(
  'two clients with one key share a limit through Redis, and go on alone without it',
  async () => {
    const redis = await startTestRedis()
    onTestFinished(redis.kill)
    const server = await startCountingServer(150)
    const rateLimit = { classes: { other: { maxConcurrent: 1 } }, redisUrl: redis.url }
    const options = { baseUrl: server.url, rateLimit }
    const clients = [new WeatherClient(options), new WeatherClient(options)]
    const askAll = (): Promise<unknown> =>
      Promise.all(clients.flatMap((client) => ['a', 'b', 'c'].map((city) => client.getForecast(city))))
    await askAll()
    expect(server.most()).toBe(1)
    // Another key has limits of its own.
    clients.push(new WeatherClient({ ...options, apiKey: 'another-key' }))
    await askAll()
    expect(server.most()).toBe(2)
    await redis.kill()
    await askAll()
    expect(server.most()).toBe(3)
  },
)

it.skipIf(!hasRedis)('calls that wait in Redis go on alone when it is lost', async () => {
  const redis = await startTestRedis()
  onTestFinished(redis.kill)
  const server = await startCountingServer()
  const rateLimit = { classes: { other: { maxConcurrent: 1 } }, redisUrl: redis.url }
  const client = new WeatherClient({ baseUrl: server.url, rateLimit })
  const all = Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((city) => client.getForecast(city)))
  await client.getForecast('first')
  await redis.kill()
  expect(await all).toHaveLength(6)
})

it('keeps the limits alone where Redis can not be reached', async () => {
  const server = await startCountingServer()
  const rateLimit = { maxConcurrent: 1, redisUrl: 'redis://127.0.0.1:1' }
  const client = new WeatherClient({ baseUrl: server.url, rateLimit })
  await Promise.all(['a', 'b', 'c'].map((city) => client.getForecast(city)))
  expect(server.most()).toBe(1)
})

it('a class has its own limit, and all together obey that of the whole', async () => {
  const server = await startCountingServer()
  const rateLimit = { maxConcurrent: 2, classes: { generation: { maxConcurrent: 1 } } }
  const client = new WeatherClient({ baseUrl: server.url, rateLimit })
  await Promise.all(['a', 'b', 'c'].map((city) => client.orderForecast(city)))
  expect(server.most()).toBe(1)
  await Promise.all(['a', 'b', 'c'].flatMap((city) => [client.orderForecast(city), client.getForecast(city)]))
  expect(server.most()).toBe(2)
})

it('a stream keeps its place until it has ended', async () => {
  const server = await startScriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).write('0')
  })
  const client = new WeatherClient({ baseUrl: server.url, rateLimit: { maxConcurrent: 1 } })
  const first = await client.openMap()
  const second = client.openMap()
  const early = await Promise.race([
    second.then(() => 'second'),
    new Promise((resolve) => setTimeout(resolve, 40, 'nothing')),
  ])
  expect(early).toBe('nothing')
  first.stream.destroy()
  const { stream } = await second
  stream.destroy()
  expect(server.seen).toHaveLength(2)
})
