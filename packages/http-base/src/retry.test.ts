import { describe, expect, it } from 'vitest'
import type { Disposition } from './errors.ts'
import { ConnectionError, HTTPStatusError, InvalidResponseError, TimeoutError } from './http-client-error.ts'
import { decideRetry } from './retry.ts'

const retry = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 300, billable: 'surely_not_accepted' } as const
const call = { method: 'POST', route: '/x', attempt: 1, retryable: false }
const status = (status: number, disposition: Disposition, retryAfterMs?: number) =>
  new HTTPStatusError({ ...call, phase: 'replied', disposition, status, retryAfterMs })
const base = { attempt: 1, maxAttempts: 3, billable: false, retry, random: 1 }

const refused = new ConnectionError('', { ...call, phase: 'not_sent', disposition: 'not_sent' })
const lost = new ConnectionError('', { ...call, phase: 'sent_no_reply', disposition: 'ambiguous' })
const late = new TimeoutError('response', '', { ...call, phase: 'sent_no_reply', disposition: 'ambiguous' })
const garbled = new InvalidResponseError('', { ...call, phase: 'replied', disposition: 'ambiguous' })

describe('what is sent again', () => {
  it.each([
    ['a refused connection', refused, true, true],
    ['a lost connection', lost, true, false],
    ['a time-out', late, true, false],
    ['429', status(429, 'throttled'), true, true],
    ['503 that the vendor calls shedding', status(503, 'throttled'), true, true],
    ['503', status(503, 'ambiguous'), true, false],
    ['408', status(408, 'ambiguous'), true, false],
    ['409', status(409, 'ambiguous'), false, false],
    ['307', status(307, 'ambiguous'), false, false],
    ['400', status(400, 'rejected'), false, false],
    ['an answer that is not understood', garbled, false, false],
    ['a bug', new TypeError('x'), false, false],
  ])('%s: read %#', (_name, error, read, paid) => {
    expect(decideRetry({ ...base, error }) !== undefined).toBe(read)
    expect(decideRetry({ ...base, error, billable: true }) !== undefined).toBe(paid)
    const likeReads = { ...retry, billable: 'like_reads' } as const
    expect(decideRetry({ ...base, error, billable: true, retry: likeReads }) !== undefined).toBe(read)
  })

  it('nothing when the tries are used up', () => {
    expect(decideRetry({ ...base, error: refused, attempt: 3 })).toBeUndefined()
  })
})

describe('the pause', () => {
  it('doubles up to its ceiling', () => {
    const pauses = [1, 2, 3, 4].map((attempt) =>
      decideRetry({ ...base, maxAttempts: 9, error: late, attempt }),
    )
    expect(pauses).toEqual([100, 200, 300, 300])
  })

  it('is drawn between nothing and its ceiling', () => {
    expect(decideRetry({ ...base, error: late, random: 0 })).toBe(0)
    expect(decideRetry({ ...base, error: late, random: 0.5 })).toBe(50)
  })

  it('is never shorter than the vendor asks', () => {
    expect(decideRetry({ ...base, error: status(429, 'throttled', 7_000) })).toBe(7_000)
    expect(decideRetry({ ...base, error: status(429, 'throttled', 5) })).toBe(100)
  })

  it('is never longer than a caller waits', () => {
    expect(decideRetry({ ...base, error: status(429, 'throttled', 60_000) })).toBe(60_000)
    expect(decideRetry({ ...base, error: status(429, 'throttled', 60_001) })).toBeUndefined()
  })
})
