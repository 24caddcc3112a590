import Bottleneck from 'bottleneck'
import type { RateLimitOptions } from './options.ts'

export interface Limiter {
  /** Runs `work` when its turn comes. Rejects with the signal's reason when it fires before. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

/** bottleneck, owned by one client. Its own retries are off: there is one loop that repeats calls. */
export function createLimiter({
  maxConcurrent,
  requestsPerInterval,
  intervalMs = 1_000,
}: RateLimitOptions): Limiter {
  if (maxConcurrent === undefined && requestsPerInterval === undefined) return { run: (work) => work() }
  const bottleneck = new Bottleneck({
    maxConcurrent: maxConcurrent ?? null,
    // Evenly spread: a quota that refills at once would let twice as many through around the refill.
    minTime: requestsPerInterval === undefined ? 0 : Math.ceil(intervalMs / requestsPerInterval),
  })
  return {
    run: (work, signal) =>
      new Promise((resolve, reject) => {
        const leave = (): void => reject(signal?.reason)
        signal?.addEventListener('abort', leave, { once: true })
        const turn = async (): Promise<void> => {
          signal?.removeEventListener('abort', leave)
          if (signal?.aborted === true) return leave()
          await work().then(resolve, reject)
        }
        bottleneck.schedule(turn).catch(reject)
      }),
  }
}
