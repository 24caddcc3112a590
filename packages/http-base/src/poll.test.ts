import { expect, it } from 'vitest'
import { pollUntil } from './poll.ts'

it('looks until it is done, and tells the progress', async () => {
  const seen: number[] = []
  const value = await pollUntil({
    intervalMs: 1,
    timeoutMs: 1_000,
    onProgress: (progress) => seen.push(progress),
    check: async (attempt) =>
      attempt < 3 ? { done: false, progress: attempt / 3 } : { done: true, value: attempt },
  })
  expect(value).toBe(3)
  expect(seen).toEqual([1 / 3, 2 / 3])
})

it('gives up in time', async () => {
  await expect(
    pollUntil({ intervalMs: 5, timeoutMs: 30, check: async () => ({ done: false }) }),
  ).rejects.toMatchObject({ code: 'poll_timeout' })
})

it('hears an abort while it sleeps', async () => {
  const controller = new AbortController()
  const waiting = pollUntil({
    intervalMs: 60_000,
    timeoutMs: 600_000,
    signal: controller.signal,
    check: async () => ({ done: false }),
  })
  setTimeout(() => controller.abort(new Error('enough')), 10)
  await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } })
})

it('passes on what a look throws', async () => {
  await expect(
    pollUntil({ intervalMs: 1, timeoutMs: 100, check: () => Promise.reject(new Error('failed')) }),
  ).rejects.toThrow('failed')
})

it('is never faster than asked, and does not believe nonsense about pace and progress', async () => {
  const looks: number[] = []
  const seen: number[] = []
  const progress = [0.5, 7, -1, Number.NaN, 1e308]
  await pollUntil({
    intervalMs: 20,
    timeoutMs: 5_000,
    onProgress: (value) => seen.push(value),
    check: async (attempt) => {
      looks.push(performance.now())
      const said = progress[attempt - 1]
      return said === undefined
        ? { done: true, value: attempt }
        : { done: false, progress: said, nextDelayMs: Number.NaN }
    },
  })
  const pauses = looks.slice(1).map((look, index) => look - (looks[index] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(19)
  expect(seen).toEqual([0.5, 1, 1, 1])
})
