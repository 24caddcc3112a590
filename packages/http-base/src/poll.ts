import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidArgumentError, PollTimeoutError } from './caller-errors.ts'
import { AbortError, isHTTPClientError, type HTTPClientError } from './http-client-error.ts'

export type PollResult<T> =
  | { done: true; value: T }
  | { done: false; progress?: number | undefined; nextDelayMs?: number | undefined }

export interface PollOptions<T> {
  /**
   * One look; the signal fires when the caller gives up or the time is over. A look that fails for a passing reason (a
   * retryable HTTP error, an answer that can't be read) has found nothing; any other error ends the wait.
   */
  check: (attempt: number, signal: AbortSignal) => Promise<PollResult<T>>
  /** Failed looks in a row that are put up with. Default 5. */
  maxFailedLooks?: number | undefined
  /** Between two looks. Grows by half with each, up to `maxIntervalMs`. */
  intervalMs: number
  /** Default: `intervalMs`, so it does not grow. */
  maxIntervalMs?: number | undefined
  /** Before the first look. Default 0. */
  initialDelayMs?: number | undefined
  /** The whole wait. Default 600,000. */
  timeoutMs?: number | undefined
  /** Longest random addition to a pause, as a share of it. Pauses are never shorter than asked. Default 0.2. */
  jitter?: number | undefined
  signal?: AbortSignal | undefined
  /** After each look that knows it: 0 to 1, never falling. */
  onProgress?: ((progress: number) => void) | undefined
}

/**
 * Looks until it is done. The vendor may set the pace (`nextDelayMs`); nonsense from it counts as absent. The last look
 * is at the end of the time.
 *
 * @throws PollTimeoutError when the time is over, AbortError when the signal fires
 * @example await pollUntil({ check: async () => ({ done: true, value: 42 }), intervalMs: 5_000, timeoutMs: 600_000 })
 */
export async function pollUntil<T>(options: PollOptions<T>): Promise<T> {
  const { intervalMs, maxIntervalMs = intervalMs, timeoutMs = 600_000, jitter = 0.2, signal } = options
  if (!(intervalMs > 0) || !(timeoutMs > 0)) {
    throw new InvalidArgumentError('intervalMs and timeoutMs must be above zero')
  }
  const until = performance.now() + timeoutMs
  const look = forgiving(options, until, timeoutMs)
  const tell = rising(options.onProgress)
  await pause(Math.min(options.initialDelayMs ?? 0, timeoutMs), signal)
  let interval = intervalMs
  for (let attempt = 1; ; attempt += 1) {
    const result = await look(attempt)
    if (result.done) return result.value
    tell(result.progress)
    const left = until - performance.now()
    if (left <= 0) throw new PollTimeoutError(timeoutMs)
    const delay = isDelay(result.nextDelayMs) ? result.nextDelayMs : interval
    interval = Math.min(interval * 1.5, maxIntervalMs)
    await pause(Math.min(delay * (1 + jitter * Math.random()), left), signal)
  }
}

/** The look at the end of the time may take so long. */
const LAST_LOOK_MS = 5_000

/** Looks that end in time, of which some may fail. */
function forgiving<T>(
  { check, maxFailedLooks = 5, signal }: PollOptions<T>,
  until: number,
  timeoutMs: number,
): (attempt: number) => Promise<PollResult<T>> {
  let failedLooks = 0
  return async (attempt) => {
    const inTime = AbortSignal.timeout(Math.ceil(Math.max(until - performance.now(), LAST_LOOK_MS)))
    try {
      const result = await check(attempt, signal === undefined ? inTime : AbortSignal.any([signal, inTime]))
      failedLooks = 0
      return result
    } catch (error) {
      if (inTime.aborted && signal?.aborted !== true) throw new PollTimeoutError(timeoutMs)
      failedLooks += 1
      if (!isPassing(error) || failedLooks > maxFailedLooks) throw error
      return { done: false, nextDelayMs: error.retryAfterMs }
    }
  }
}

/** The vendor may say something else at the next look. */
function isPassing(error: unknown): error is HTTPClientError {
  return isHTTPClientError(error) && (error.retryable || error.code === 'invalid_response')
}

function isDelay(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && Number.isFinite(milliseconds) && milliseconds > 0
}

/** Vendors send any number as progress: what is told stays between 0 and 1 and never falls. */
function rising(tell: ((progress: number) => void) | undefined): (progress: number | undefined) => void {
  let highest = 0
  return (progress) => {
    if (progress === undefined || Number.isNaN(progress)) return
    highest = Math.min(Math.max(progress, highest), 1)
    tell?.(highest)
  }
}

/** What a timer of Node can count: 24 days. */
const MAX_PAUSE_MS = 2 ** 31 - 1

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    signal?.throwIfAborted()
    // A longer one would be taken for none.
    if (milliseconds > 0)
      await sleep(Math.min(milliseconds, MAX_PAUSE_MS), undefined, signal === undefined ? {} : { signal })
  } catch {
    const facts = { method: 'GET', route: '(between two looks)', attempt: 0 } as const
    throw new AbortError({ ...facts, phase: 'not_sent', disposition: 'not_sent', cause: signal?.reason })
  }
}
