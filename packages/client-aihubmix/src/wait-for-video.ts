import { isHTTPClientError, pollUntil } from '@jointo/http-base'
import type { Video } from './resources/video.ts'
import { VideoFailedError } from './video-failed-error.ts'

export interface WaitForVideoOptions {
  /** Default 5,000, growing to three times as much. */
  pollIntervalMs?: number | undefined
  /** Default 1,200,000: long clips in high resolution are slow. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** 0 to 1. */
  onProgress?: ((progress: number) => void) | undefined
}

/** A new video may not be visible everywhere at once. */
const NOT_FOUND_GRACE_MS = 60_000
/** Failed looks in a row that are put up with. */
const MAX_SOFT_ERRORS = 10

export function waitForVideo(look: () => Promise<Video>, options: WaitForVideoOptions): Promise<Video> {
  const { pollIntervalMs = 5_000, timeoutMs = 1_200_000, signal, onProgress } = options
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
        const video = await look()
        softErrors = 0
        if (video.status === 'completed') return { done: true, value: video }
        if (video.status === 'failed') throw new VideoFailedError(video)
        return { done: false, progress: video.progress }
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
