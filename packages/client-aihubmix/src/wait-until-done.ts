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
/** Failed looks in a row that are put up with. */
const MAX_SOFT_ERRORS = 10

/** Looks until `judge` says that it is done; looks that fail for a passing reason are forgiven. */
export function waitUntilDone<Seen, Done>(
  look: () => Promise<Seen>,
  judge: (seen: Seen) => PollResult<Done>,
  { pollIntervalMs = 5_000, timeoutMs = 1_200_000, signal, onProgress }: WaitOptions,
): Promise<Done> {
  const started = performance.now()
  let softErrors = 0
  return pollUntil({
    intervalMs: pollIntervalMs,
    maxIntervalMs: pollIntervalMs * 3,
    initialDelayMs: pollIntervalMs,
    timeoutMs,
    signal,
    onProgress,
    check: async () => {
      try {
        const seen = await look()
        softErrors = 0
        return judge(seen)
      } catch (error) {
        softErrors += 1
        if (softErrors > MAX_SOFT_ERRORS || !mayPass(error, performance.now() - started)) throw error
        return { done: false }
      }
    },
  })
}

function mayPass(error: unknown, elapsedMs: number): boolean {
  if (!isHTTPClientError(error)) return false
  if (error.status === 404) return elapsedMs < NOT_FOUND_GRACE_MS
  return error.retryable
}
