import { expect, it } from 'vitest'
import { HTTPStatusError } from './http-client-error.ts'
import { pollUntil, type PollResult } from './poll.ts'

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

it('puts up with looks that fail for a passing reason, not for ever', async () => {
  const facts = {
    method: 'GET',
    route: '/x',
    attempt: 1,
    phase: 'replied',
    disposition: 'ambiguous',
  } as const
  const busy = new HTTPStatusError({ ...facts, status: 503, retryable: true })
  const gone = new HTTPStatusError({ ...facts, status: 404 })
  const failing =
    (times: number, error: Error) =>
    (attempt: number): Promise<PollResult<string>> =>
      attempt <= times ? Promise.reject(error) : Promise.resolve({ done: true, value: 'made' })
  const every = { intervalMs: 1, timeoutMs: 5_000 }
  expect(await pollUntil({ ...every, check: failing(5, busy) })).toBe('made')
  await expect(pollUntil({ ...every, check: failing(6, busy) })).rejects.toBe(busy)
  expect(await pollUntil({ ...every, check: failing(8, busy), maxFailedLooks: 8 })).toBe('made')
  await expect(pollUntil({ ...every, check: failing(1, gone) })).rejects.toBe(gone)
})
