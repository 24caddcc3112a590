import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

it('spreads the starts over time', async () => {
  const limiter = createLimiter({ requestsPerInterval: 2, intervalMs: 100 }, 'test')
  const started = performance.now()
  await Promise.all(Array.from({ length: 5 }, () => limiter.run('other', async () => undefined)))
  expect(performance.now() - started).toBeGreaterThan(150)
})

it('lets a waiting call go when its signal fires, and never runs it', async () => {
  const limiter = createLimiter({ maxConcurrent: 1 }, 'test')
  const first = limiter.run('other', () => sleep(60, 'first'))
  const controller = new AbortController()
  let ran = false
  const second = limiter.run(
    'other',
    async () => {
      ran = true
    },
    controller.signal,
  )
  controller.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  expect(await first).toBe('first')
  expect(await limiter.run('other', async () => 'third')).toBe('third')
  expect(ran).toBe(false)
})

it('leaves a running call to itself when the signal fires', async () => {
  const limiter = createLimiter({ maxConcurrent: 1 }, 'test')
  const controller = new AbortController()
  const work = async (): Promise<string> => {
    controller.abort()
    return sleep(5, 'own answer')
  }
  const running = limiter.run('other', work, controller.signal)
  expect(await running).toBe('own answer')
})

it('passes on what the work throws', async () => {
  const limiter = createLimiter({ maxConcurrent: 1 }, 'test')
  await expect(limiter.run('other', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
})
