import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { json, startScriptedServer } from '../test/helpers/scripted-server.ts'
import { WeatherClient } from '../test/helpers/weather-client.ts'
import { startDeadline } from './deadline.ts'

it('fires when the time is over, and says so', async () => {
  const deadline = startDeadline(10, undefined)
  expect(deadline.passed).toBe(false)
  await sleep(40)
  expect(deadline.stopped).toBe(true)
  expect(deadline.passed).toBe(true)
})

it('fires with the signal of the caller, which is not the time being over', () => {
  const controller = new AbortController()
  const deadline = startDeadline(60_000, controller.signal)
  controller.abort()
  expect(deadline.stopped).toBe(true)
  expect(deadline.passed).toBe(false)
  deadline.end()
  expect(startDeadline(60_000, AbortSignal.abort()).stopped).toBe(true)
})

it('tells everybody once, also who asks afterwards', () => {
  const controller = new AbortController()
  const deadline = startDeadline(60_000, controller.signal)
  const told: string[] = []
  deadline.onStop(() => told.push('before'))
  controller.abort()
  deadline.onStop(() => told.push('after'))
  deadline.end()
  expect(told).toEqual(['before', 'after'])
})

it('leaves nothing behind on a signal that outlives many calls', async () => {
  const server = await startScriptedServer((response, call) =>
    call % 2 === 1 ? json(response, {}, 500) : json(response, { sky: 'blue' }),
  )
  const { signal } = new AbortController()
  const client = new WeatherClient({ baseUrl: server.url, rateLimit: { maxConcurrent: 1 } })
  await client.getForecast('x', { signal })
  await client.orderForecast('x', { signal }).catch(() => undefined)
  const { stream } = await client.openMap({ signal })
  stream.resume()
  await new Promise((resolve) => stream.once('close', resolve))
  expect(server.seen.length).toBeGreaterThanOrEqual(4)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
