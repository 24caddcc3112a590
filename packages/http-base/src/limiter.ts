import Bottleneck from 'bottleneck'
import type { RateLimitOptions } from './options.ts'

export interface Limiter {
  /** Runs `work` when its turn comes. Nothing is held while a caller waits between two tries. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** bottleneck, owned by one client. Its own retries are off: there is one loop that repeats calls. */
export function createLimiter(options: RateLimitOptions): Limiter {
  const { maxConcurrent, requestsPerInterval, intervalMs = 1_000 } = options
  if (maxConcurrent === undefined && requestsPerInterval === undefined) return { run: (work) => work() }
  const bottleneck = new Bottleneck({
    maxConcurrent: maxConcurrent ?? null,
    ...(requestsPerInterval === undefined
      ? {}
      : {
          reservoir: requestsPerInterval,
          reservoirRefreshAmount: requestsPerInterval,
          reservoirRefreshInterval: Math.ceil(intervalMs / 250) * 250,
        }),
  })
  return { run: (work) => bottleneck.schedule(work) }
}
