import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { silentLogger } from '@jointo/ai-service'
import { createMetrics } from '@jointo/ai-service/prometheus'
import { createHttpMetrics } from '../src/metrics/http-metrics.ts'
import { isAlwaysLetIn, shedReason, type Load } from '../src/load/overload.ts'
import { createShedder } from '../src/load/shedder.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const settings = { lagMs: 100, waitingQueries: 20 }
const load = (values: {
  lag?: number
  waiting?: number
  longForMs?: number
  sinceQueueMs?: number
  open?: number
  isFull?: boolean
}): Load => ({
  lag: { ms: values.lag ?? 0, stop: () => undefined },
  queue: { look: () => ({ waiting: values.waiting ?? 0, longForMs: values.longForMs ?? 5_000 }) },
  isFull: values.isFull ?? false,
  sinceQueueMs: values.sinceQueueMs ?? Infinity,
  openRequests: () => values.open ?? 100,
})

describe('what is too much', () => {
  test.each([
    ['nothing', {}, undefined],
    ['queries that queue up', { waiting: 40 }, 'database'],
    ['a burst that is worked off at once', { waiting: 159, longForMs: 200 }, undefined],
    ['a burst that is not', { waiting: 160, longForMs: 0 }, 'database'],
    ['more of the same', { waiting: 20, longForMs: 1, sinceQueueMs: 4_000 }, 'database'],
    ['the same again much later', { waiting: 20, longForMs: 1, sinceQueueMs: 6_000 }, undefined],
    ['a flood that nobody waits for', { waiting: 99, longForMs: 0, sinceQueueMs: 10 }, undefined],
    ['the same while somebody is kept at the door', { waiting: 40, longForMs: 0, isFull: true }, 'database'],
    ['less than that', { waiting: 39, isFull: true }, undefined],
    ['few that wait for long', { waiting: 19 }, undefined],
    ['an event loop that lags', { lag: 100 }, 'event_loop'],
    ['a lag with hardly a request: somebody else is busy here', { lag: 5_000, open: 3 }, undefined],
  ])('%s', (_, values, reason) => {
    expect(shedReason(settings, load(values))).toBe(reason)
  })

  test.each([
    ['/readyz', true],
    ['/metrics?x=1', true],
    ['/admin/jobs/job_1', true],
    // What only looks like a probe.
    ['/healthzzz', false],
    ['/v1/jobs', false],
  ])('%s always gets through: %s', (url, does) => {
    expect(isAlwaysLetIn(url)).toBe(does)
  })

  test('0 switches it off', () => {
    expect(shedReason({ lagMs: 0, waitingQueries: 0 }, load({ lag: 9_999, waiting: 999 }))).toBeUndefined()
  })
})

describe('a server that has too much to do', () => {
  let waiting = 0
  /** How often it is still looked for room before there is some. */
  let looks = Infinity
  const throughput: boolean[] = []
  const metrics = createMetrics()
  const shedder = createShedder(
    settings,
    {
      pool: () => {
        looks -= 1
        if (looks < 0) waiting = 0
        return { total: 10, idle: 0, max: 10, waiting, longestWaitMs: 150 }
      },
      preferThroughput: (isOn) => throughput.push(isOn),
    },
    createHttpMetrics(metrics),
  )
  afterAll(() => shedder.stop())
  const app = sharedApp({
    running: false,
    server: { shed: shedder.shed },
    dependencies: { logger: silentLogger },
  })

  test('turns new requests away as every SDK understands it, lets probes in and goes on with what has begun', async () => {
    const job = await app.current.startJob({ model: 'mock/image', kind: 'image', input: { prompt: 'x' } })
    const stream = await app.current.call(`/v1/jobs/${job}/events`)
    const poll = app.current.json(`/v1/jobs/${job}?wait=1`)
    await expect.poll(() => app.current.server.openRequests()).toBe(2)
    waiting = 40
    await sleep(1_100)
    try {
      const askedAt = performance.now()
      const refused = await app.current.call('/v1/jobs', { json: { prompt: 'x'.repeat(100_000) } })
      expect(performance.now() - askedAt, 'who comes back at once costs little').toBeGreaterThan(45)
      expect(refused.headers.get('x-should-retry')).toBe('true')
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(Number(refused.headers.get('retry-after-ms'))).toBeGreaterThanOrEqual(1_000)
      expect(await errorOf(refused)).toMatchObject({ status: 503, code: 'overloaded' })
      expect((await app.current.call('/readyz', { key: null })).status).toBe(200)
      expect(await poll).toMatchObject({ id: job })
      const { value } = (await stream.body?.getReader().read()) ?? {}
      expect(new TextDecoder().decode(value)).toContain('job.queued')
      expect(await metrics.registry.metrics()).toContain(
        'jointo_http_requests_shed_total{reason="database"} 1',
      )
      looks = 10
      expect((await app.current.call('/v1/credits')).status, 'there was room in time').toBe(200)
      expect(looks).toBeLessThan(0)
      const told = await metrics.registry.metrics()
      expect(told).toContain('jointo_http_requests_shed_total{reason="database"} 1')
      expect(told).toContain('jointo_http_overload_wait_seconds_count 1')
      expect(throughput, 'while somebody stands there').toEqual([true, false, true, false])
    } finally {
      waiting = 0
    }
  })
})

describe('who has been at the door for long', () => {
  test.each([
    ['is let in when there is room again', 3, 'in'],
    ['is turned away when a crowd came later, which goes first', 20, 'refused'],
  ])('%s', async (_, later, outcome) => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
    let waiting = 999
    const { shed, stop } = createShedder(
      settings,
      {
        pool: () => ({ total: 10, idle: 0, max: 10, waiting, longestWaitMs: 150 }),
        preferThroughput: () => undefined,
      },
      createHttpMetrics(createMetrics()),
    )
    onTestFinished(() => {
      stop()
      clock.mockRestore()
    })
    const come = (): (() => string | undefined) => {
      const request = new IncomingMessage(new Socket())
      const response = new ServerResponse(request)
      let isIn = false
      const isHeld = shed(
        request,
        response,
        () => 100,
        () => {
          isIn = true
        },
      )
      expect(isHeld).toBe(true)
      return () => (isIn ? 'in' : response.writableEnded ? 'refused' : undefined)
    }
    const became = come()
    clock.mockReturnValue(70)
    const others = Array.from({ length: later }, come)
    // Nothing was looked at meanwhile: a long turn of the loop.
    clock.mockReturnValue(95)
    waiting = 0
    await expect.poll(became).toBe(outcome)
    await expect.poll(() => others.map((other) => other())).toEqual(others.map(() => 'in'))
  })
})
