/** How long a model usually takes, from the vendor's acceptance to its result. Milliseconds. */
export interface Pace {
  /** Hardly any job ends sooner: the time of the first look. */
  earlyMs: number
  /** Three of four jobs have ended by then. Beyond it, looks become rarer. */
  lateMs: number
}

/** A look that found the result. Ages count from the acceptance. Milliseconds. */
export interface LastLook {
  ageMs: number
  /** When it was to come. */
  dueAgeMs: number
  /** The look before, which found nothing yet; null when this was the first. */
  previousAgeMs: number | null
  intervalMs: number
}

/** What the wait before a look depends on. Milliseconds. */
export interface TaskPace {
  /** What the vendor asks for. */
  intervalMs: number
  /** From its model's pace. Null without a history. */
  lateMs: number | null
}

export interface FirstLook {
  intervalMs: number
  pace: Pace | undefined
  /** Until the job's deadline. */
  remainingMs: number
  /** 0 to 1. */
  random: number
}

/** Jobs that are remembered, per model and kind. */
export const REMEMBERED_JOBS = 256
/** Fewer say nothing. */
const FEWEST_JOBS = 8
const EARLY_SHARE = 0.06
const LATE_SHARE = 0.75
/** When most of so many newest jobs were quick, or slow, they outvote all older ones. */
const NEWEST_JOBS = 5
const LONGEST_FIRST_WAIT_MS = 600_000

/** A wait is 1.3 to 1.5 intervals: no vendor is asked sooner than it wants, and no job waits longer than 1.5. */
export const SHORTEST_GAP = 1.3
export const GAP_SPREAD = 0.2
/** Without a history, looks become rarer from so many intervals on. */
export const PATIENT_INTERVALS = 12
export const SLOWEST = 4
const LONGEST_RETRY_AFTER_MS = 600_000
const LONGEST_MISS_PAUSE_MS = 60_000
const CLOSE_LOOKS_MS = 3_000

/**
 * What one job says about its model. It ended somewhere between two looks: the look that found nothing is what is known for
 * sure. A job that was done at the first look may have been done for long; it counts as half of that wait, so that a few
 * of them bring the first look forward, until jobs are caught between two looks again.
 *
 * @returns undefined when the first look came late: that tells about us, not about the vendor
 */
export function sampleOf({ ageMs, dueAgeMs, previousAgeMs, intervalMs }: LastLook): number | undefined {
  if (previousAgeMs !== null) return Math.max(0, Math.round(previousAgeMs))
  return ageMs - dueAgeMs > intervalMs ? undefined : Math.max(0, Math.round(dueAgeMs / 2))
}

/** The pace that these samples show, newest first; undefined as long as there are too few. */
export function paceOf(samples: readonly number[]): Pace | undefined {
  if (samples.length < FEWEST_JOBS) return undefined
  const newest = quantile(samples.slice(0, NEWEST_JOBS), 0.5)
  return {
    earlyMs: Math.min(quantile(samples, EARLY_SHARE), newest),
    lateMs: Math.max(quantile(samples, LATE_SHARE), newest),
  }
}

/** The wait before the first look: at least what the vendor asks for, at most half of the time that is left. */
export function firstLookMs({ intervalMs, pace, remainingMs, random }: FirstLook): number {
  const asked = intervalMs * (1 + GAP_SPREAD * random)
  if (pace === undefined) return Math.round(asked)
  // Spread over one interval, so that not all jobs of a model are looked at at the same ages.
  const learned = pace.earlyMs + intervalMs * (0.5 - random)
  return Math.round(Math.max(asked, Math.min(learned, LONGEST_FIRST_WAIT_MS, remainingMs / 2)))
}

/** How much rarer looks are at this age: 1 to 4. `nextLook` says the same in SQL. */
export function slowness(ageMs: number, { intervalMs, lateMs }: TaskPace): number {
  const patienceMs = Math.max(lateMs ?? intervalMs * PATIENT_INTERVALS, intervalMs)
  return Math.min(Math.max(ageMs / patienceMs, 1), SLOWEST)
}

/** The wait between two looks. */
export function gapMs(ageMs: number, task: TaskPace & { random: number }): number {
  return task.intervalMs * slowness(ageMs, task) * (SHORTEST_GAP + GAP_SPREAD * task.random)
}

/** The wait after a look that failed: a vendor in trouble is asked less eagerly. `failures` counts this one. */
export function failurePauseMs(
  failures: number,
  { intervalMs, retryAfterMs = 0, random }: { intervalMs: number; retryAfterMs?: number; random: number },
): number {
  const own = intervalMs * Math.min(2 ** failures, SLOWEST) * (1 + random / 2)
  return Math.round(Math.max(own, Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS)))
}

/** The wait after "I don't know this task". Three of them end a job: two minutes for a vendor that is asked every five seconds. */
export function missPauseMs(intervalMs: number): number {
  return Math.max(intervalMs, Math.min(intervalMs * PATIENT_INTERVALS, LONGEST_MISS_PAUSE_MS))
}

/** By how much progress must have grown to be worth a write: 1 %, and more where looks are close together. */
export function progressStep(intervalMs: number): number {
  return Math.min(Math.max(0.01, (0.01 * CLOSE_LOOKS_MS) / intervalMs), 0.1)
}

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? 0
}
