import { silentLogger } from '@jointo/ai-service'
import { hasRedis, startTestRedis } from '@jointo/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, createLimits, NO_RATES, startServer } from '../src/index.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })
const MOST = 6

/** One more API as another process would be, with limits of its own. */
async function startApi(redisUrl: string): Promise<string> {
  const limits = createLimits({ ...NO_RATES, readsPerMinute: MOST, redisUrl }, silentLogger)
  onTestFinished(limits.close)
  const { service } = app.current
  const server = await startServer({ host: '127.0.0.1', port: 0 }, (publicUrl) => {
    const settings = { publicUrl, adminApiKey: undefined, resultWaitMs: 1_000, keepAliveMs: 15_000 }
    return createApp({ service, settings, logger: silentLogger, limits }).fetch
  })
  onTestFinished(() => server.close(500))
  return server.url
}

interface Asked {
  status: number
  ms: number
}

async function ask(url: string, key: string): Promise<Asked> {
  const startedAt = performance.now()
  const { status } = await fetch(`${url}/v1/credits`, { headers: { authorization: `Bearer ${key}` } })
  return { status, ms: performance.now() - startedAt }
}

const countOf = (asked: readonly Asked[], status: number): number =>
  asked.filter((one) => one.status === status).length

/** So often, at both in turn. */
async function askBoth(urls: readonly string[], key: string | undefined, times: number): Promise<Asked[]> {
  const all: Asked[] = []
  for (let count = 0; count < times; count += 1)
    all.push(...(await Promise.all(urls.map((url) => ask(url, key ?? '')))))
  return all
}

test.skipIf(!hasRedis).each(['kill', 'freeze'] as const)(
  'two APIs on one Redis share what an account may ask; after %s each goes on alone, and soon as fast',
  async (how) => {
    const redis = await startTestRedis()
    onTestFinished(redis.kill)
    const urls = await Promise.all([startApi(redis.url), startApi(redis.url)])
    const accounts = await Promise.all(Array.from({ length: 3 }, () => app.current.newAccount('0')))
    const [first, second, third] = accounts.map(({ key }) => key)
    // Each counts alone until it is connected.
    await expect.poll(async () => countOf(await askBoth(urls, first, 1), 429)).toBe(2)
    const together = await askBoth(urls, second, MOST)
    expect([countOf(together, 200), countOf(together, 429)]).toEqual([MOST, MOST])

    await redis[how]()
    const alone = await askBoth(urls, third, MOST + 1)
    expect([countOf(alone, 200), countOf(alone, 429)]).toEqual([2 * MOST, 2])
    // A Redis that says nothing costs 100 ms, but not each time.
    expect(Math.min(...alone.slice(2, -2).map(({ ms }) => ms))).toBeLessThan(95)
  },
)
