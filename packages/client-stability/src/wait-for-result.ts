import { InvalidArgumentError, isHTTPClientError, pollUntil } from '@jointo/http-base'
import type { GenerationOutcome } from './resources/outcome.ts'
import type { GenerationResult } from './resources/results.ts'

/** A result is kept no longer. */
const KEPT_FOR_MS = 86_400_000

export interface WaitForResultOptions {
  /** Stability asks for at least 10,000, which is the default. */
  pollIntervalMs?: number | undefined
  /** Default 600,000; at most 86,400,000, as Stability keeps no result longer. */
  timeoutMs?: number | undefined
  /** How long "not found" counts as "not there yet", from the start of the wait. Default 30,000. */
  notFoundGraceMs?: number | undefined
  /** How the result travels. Default bytes. */
  answer?: 'bytes' | 'json' | undefined
  signal?: AbortSignal | undefined
  /** After each look that finds it unfinished. Stability tells no share of the work. */
  onProgress?: ((progress: WaitProgress) => void) | undefined
}

export interface WaitProgress {
  /** Looks so far. */
  looks: number
  waitedMs: number
}

/** Looks until `look` finds the result. */
export async function waitForResult(
  look: (signal: AbortSignal) => Promise<GenerationResult>,
  options: WaitForResultOptions,
): Promise<GenerationOutcome> {
  const { pollIntervalMs = 10_000, timeoutMs = 600_000, notFoundGraceMs = 30_000 } = options
  if (timeoutMs > KEPT_FOR_MS) {
    throw new InvalidArgumentError(
      `timeoutMs: at most ${KEPT_FOR_MS}, results are kept no longer`,
      'timeoutMs',
    )
  }
  const started = performance.now()
  return pollUntil<GenerationOutcome>({
    intervalMs: pollIntervalMs,
    initialDelayMs: pollIntervalMs,
    timeoutMs,
    signal: options.signal,
    check: async (looks, signal) => {
      const waitedMs = performance.now() - started
      const result = await look(signal).catch((error: unknown) => {
        // A result may take a moment to be known everywhere after its start.
        if (isHTTPClientError(error) && error.status === 404 && waitedMs < notFoundGraceMs) return undefined
        throw error
      })
      if (result?.status === 'complete') {
        const { status: _status, ...outcome } = result
        return { done: true, value: outcome }
      }
      options.onProgress?.({ looks, waitedMs })
      return { done: false }
    },
  })
}
