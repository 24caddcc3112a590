import { isHTTPClientError, pollUntil, type PollResult } from '@jointo/http-base'

export interface WaitOptions {
  /** Between two looks at first, growing to three times as long. Runway asks for at least 5,000, the default. */
  pollIntervalMs?: number | undefined
  /** The whole wait. Default 600,000. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** 0 to 1, never falling. */
  onProgress?: ((progress: number) => void) | undefined
}

/** New work may not be known everywhere at once. */
const NOT_FOUND_LOOKS = 3
const NOT_FOUND_MS = 120_000

/** The same look; the first few times that it finds nothing of that id count as "not there yet". */
export function patient<T>(look: Look<T>): Look<T> {
  const started = performance.now()
  let notFound = 0
  return async (signal) => {
    try {
      return await look(signal)
    } catch (error) {
      if (!isHTTPClientError(error) || error.status !== 404) throw error
      notFound += 1
      if (notFound > NOT_FOUND_LOOKS || performance.now() - started > NOT_FOUND_MS) throw error
      return { done: false }
    }
  }
}

type Look<T> = (signal: AbortSignal) => Promise<PollResult<T>>

/** Looks at intervals until `look` says done. The first look is after one interval: nothing is done at once. */
export function waitUntil<T>(look: Look<T>, options: WaitOptions): Promise<T> {
  const { pollIntervalMs = 5_000, timeoutMs = 600_000, signal, onProgress } = options
  return pollUntil({
    check: (_looks, inTime) => look(inTime),
    intervalMs: pollIntervalMs,
    maxIntervalMs: pollIntervalMs * 3,
    initialDelayMs: pollIntervalMs,
    timeoutMs,
    signal,
    onProgress,
  })
}

/** What a look found, of things that end as `READY` or `FAILED`. */
export function readyOr<T extends { status: string }>(thing: T, fail: (thing: T) => Error): PollResult<T> {
  if (thing.status === 'FAILED') throw fail(thing)
  return thing.status === 'READY' ? { done: true, value: thing } : { done: false }
}
