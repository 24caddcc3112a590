import { pollUntil, type PollResult } from '@jointo/http-base'

export interface WaitOptions {
  /** Between two looks at first, growing to three times as long. Runway asks for at least 5,000, the default. */
  pollIntervalMs?: number | undefined
  /** The whole wait. Default 600,000. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** 0 to 1, never falling. */
  onProgress?: ((progress: number) => void) | undefined
}

/** Looks at intervals until `look` says done. The first look is after one interval: nothing is done at once. */
export function waitUntil<T>(look: () => Promise<PollResult<T>>, options: WaitOptions): Promise<T> {
  const { pollIntervalMs = 5_000, timeoutMs = 600_000, signal, onProgress } = options
  return pollUntil({
    check: look,
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
