import { describe, expect, it } from 'vitest'
import {
  failurePauseMs,
  firstLookMs,
  gapMs,
  missPauseMs,
  paceOf,
  progressStep,
  REMEMBERED_JOBS,
  sampleOf,
  slowness,
} from './pace.ts'

const HOUR = 3_600_000
const many = (length: number, ms: (index: number) => number) =>
  Array.from({ length }, (_, index) => ms(index))

describe('the first look', () => {
  it.each([
    ['comes after the vendor’s interval without a history', undefined, HOUR, 0.5, 5_500],
    ['comes when hardly any job is done sooner', { earlyMs: 60_000, lateMs: 90_000 }, HOUR, 0.5, 60_000],
    ['is spread over one interval, from', { earlyMs: 60_000, lateMs: 90_000 }, HOUR, 0, 62_500],
    ['is spread over one interval, to', { earlyMs: 60_000, lateMs: 90_000 }, HOUR, 1, 57_500],
    ['is never sooner than the vendor asks', { earlyMs: 1_000, lateMs: 2_000 }, HOUR, 0, 5_000],
    ['is never later than ten minutes', { earlyMs: HOUR, lateMs: HOUR }, 10 * HOUR, 0.5, 600_000],
    ['leaves half of the time to the deadline', { earlyMs: 60_000, lateMs: 90_000 }, 40_000, 0.5, 20_000],
    ['respects the vendor even at the deadline', { earlyMs: 60_000, lateMs: 90_000 }, 0, 0, 5_000],
  ] as const)('%s', (_what, pace, remainingMs, random, expected) => {
    expect(firstLookMs({ intervalMs: 5_000, pace, remainingMs, random })).toBe(expected)
  })
})

describe('the wait between two looks', () => {
  it.each([
    ['is 1.3 intervals at least', 10_000, 90_000, 0, 6_500],
    ['is 1.5 intervals at most', 90_000, 90_000, 1, 7_500],
    ['grows beyond the usual time', 135_000, 90_000, 0, 9_750],
    ['grows to four times', 10 * 90_000, 90_000, 0, 26_000],
    ['grows after a minute without a history', 90_000, null, 0, 9_750],
    ['does not grow at once where jobs take no time', 4_000, 0, 0, 6_500],
  ] as const)('%s', (_what, ageMs, lateMs, random, expected) => {
    expect(gapMs(ageMs, { intervalMs: 5_000, lateMs, random })).toBe(expected)
  })

  it('is at most 1.5 intervals for three of four jobs', () => {
    expect(slowness(90_000, { intervalMs: 5_000, lateMs: 90_000 })).toBe(1)
    expect(gapMs(90_000, { intervalMs: 5_000, lateMs: 90_000, random: 1 })).toBeLessThanOrEqual(7_500)
  })
})

describe('what a job says about its model', () => {
  it.each([
    ['the look that found nothing', 64_000, 64_000, 58_000, 58_000],
    ['that look, also when the next came very late', 900_000, 64_000, 58_000, 58_000],
    ['half of the wait, when it was done at the first look', 60_100, 60_000, null, 30_000],
    ['nothing, when the first look came late', 90_000, 60_000, null, undefined],
    ['nothing below zero', 10, 20, -5, 0],
  ] as const)('is %s', (_what, ageMs, dueAgeMs, previousAgeMs, expected) => {
    expect(sampleOf({ ageMs, dueAgeMs, previousAgeMs, intervalMs: 5_000 })).toBe(expected)
  })
})

describe('the pace', () => {
  it('is not known from a few jobs', () => {
    expect(paceOf(many(7, () => 60_000))).toBeUndefined()
    expect(paceOf(many(8, () => 60_000))).toEqual({ earlyMs: 60_000, lateMs: 60_000 })
  })

  it('is a low and a high quantile', () => {
    expect(paceOf(many(100, (index) => (((index * 37) % 100) + 1) * 1_000))).toEqual({
      earlyMs: 7_000,
      lateMs: 76_000,
    })
  })

  it('does not mind jobs that took for ever, nor one in thirty that took no time', () => {
    const samples = many(REMEMBERED_JOBS, (index) => (index % 30 === 0 ? 1 : index % 5 === 0 ? HOUR : 60_000))
    expect(paceOf(samples)).toEqual({ earlyMs: 60_000, lateMs: 60_000 })
  })

  it('falls after three quick jobs', () => {
    const before = many(REMEMBERED_JOBS, () => 60_000)
    expect(paceOf([30_000, 30_000, ...before])?.earlyMs).toBe(60_000)
    expect(paceOf([30_000, 30_000, 30_000, ...before])?.earlyMs).toBe(30_000)
  })

  it('rises when the quick jobs are forgotten', () => {
    const quick = many(REMEMBERED_JOBS, () => 10_000)
    const remembered = (slow: number) => [...many(slow, () => 60_000), ...quick].slice(0, REMEMBERED_JOBS)
    expect(paceOf(remembered(REMEMBERED_JOBS - 16))?.earlyMs).toBe(10_000)
    expect(paceOf(remembered(REMEMBERED_JOBS - 15))?.earlyMs).toBe(60_000)
  })

  // A vendor that becomes faster, or slower: what a customer waits, and for how many jobs.
  it.each([
    ['three quarters faster', 75_000, 20_000, 12],
    ['twice as fast', 75_000, 38_000, 6],
    ['slower', 40_000, 75_000, 3],
  ])('follows a model that becomes %s, within a few late jobs', (_what, before, after, mostLate) => {
    const intervalMs = 5_000
    const random = 0.5
    let samples: number[] = []
    let late = 0
    for (let job = 0; job < 400; job += 1) {
      const takes = job < 200 ? before : after
      const pace = paceOf(samples)
      let ageMs = firstLookMs({ intervalMs, pace, remainingMs: HOUR, random })
      let previousAgeMs: number | null = null
      while (ageMs < takes) {
        previousAgeMs = ageMs
        ageMs += gapMs(ageMs, { intervalMs, lateMs: pace?.lateMs ?? null, random })
      }
      if (ageMs - takes > 1.5 * intervalMs) late += 1
      const sample = sampleOf({ ageMs, dueAgeMs: ageMs, previousAgeMs, intervalMs })
      samples = [sample ?? 0, ...samples].slice(0, REMEMBERED_JOBS)
    }
    expect(late).toBeLessThanOrEqual(mostLate)
    const learned = paceOf(samples)?.earlyMs ?? 0
    expect(learned).toBeLessThanOrEqual(after)
    if (after < before) expect(after - learned).toBeLessThan(2 * intervalMs)
  })
})

describe('other pauses', () => {
  it.each([
    ['doubles after a failure', 1, 0, 0, 10_000],
    ['grows to four times', 9, 0, 0, 20_000],
    ['is jittered', 1, 0, 1, 15_000],
    ['is what the vendor asks for', 1, 120_000, 0, 120_000],
    ['is never more than ten minutes', 1, 1e12, 0, 600_000],
  ])('the pause %s', (_what, failures, retryAfterMs, random, expected) => {
    expect(failurePauseMs(failures, { intervalMs: 5_000, retryAfterMs, random })).toBe(expected)
  })

  it.each([
    [50, 600],
    [5_000, 60_000],
    [10_000, 60_000],
    [90_000, 90_000],
  ])('after a miss at an interval of %i ms is %i ms', (intervalMs, expected) => {
    expect(missPauseMs(intervalMs)).toBe(expected)
  })

  it.each([
    [10_000, 0.01],
    [3_000, 0.01],
    [1_000, 0.03],
    [50, 0.1],
  ])('progress at an interval of %i ms is written in steps of %d', (intervalMs, expected) => {
    expect(progressStep(intervalMs)).toBeCloseTo(expected)
  })
})
