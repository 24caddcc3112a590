import { isHTTPClientError, pollUntil, type PollResult } from '@jointo/http-base'

export interface WaitOptions {
  /** Default 5,000, growing to three times as much. */
  pollIntervalMs?: number | undefined
  /** Default 1,200,000: long clips in high resolution are slow. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** 0 to 1. */
  onProgress?: ((progress: number) => void) | undefined
}

/** New work may not be visible everywhere at once. */
const NOT_FOUND_GRACE_MS = 60_000

/** Looks until `judge` says that it is done. */
export function waitUntilDone<Seen, Done>(
  look: (signal: AbortSignal) => Promise<Seen>,
  judge: (seen: Seen) => PollResult<Done>,
  { pollIntervalMs = 5_000, timeoutMs = 1_200_000, signal, onProgress }: WaitOptions,
): Promise<Done> {
  const started = performance.now()
  const isEarly = (error: unknown): boolean =>
    isHTTPClientError(error) && error.status === 404 && performance.now() - started < NOT_FOUND_GRACE_MS
  return pollUntil({
    intervalMs: pollIntervalMs,
    maxIntervalMs: pollIntervalMs * 3,
    initialDelayMs: pollIntervalMs,
    timeoutMs,
    signal,
    onProgress,
    check: async (_looks, inTime) => {
      try {
        return judge(await look(inTime))
      } catch (error) {
        if (isEarly(error)) return { done: false }
        throw error
      }
    },
  })
}
