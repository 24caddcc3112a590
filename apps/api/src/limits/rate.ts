import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** How often something may be done, for each of many names. */
export interface Rate {
  readonly most: number
  /** @returns milliseconds to wait; 0: it is counted and may go on */
  take: (name: string) => Promise<number>
  /** The same without counting, as far as this process knows. */
  wait: (name: string) => number
  giveBack: (name: string) => void
}

export interface RateOptions {
  most: number
  seconds: number
  /** Of the counters in Redis. */
  prefix: string
  redis: Redis | undefined
}

/** More names than that are not remembered as refused: they are asked for again. */
const MAX_REFUSED = 10_000

/** Counts in windows. With Redis all processes count together; while that is away, each one counts for itself. */
export function createRate({ most, seconds, prefix, redis }: RateOptions): Rate {
  const memory = new RateLimiterMemory({ points: most, duration: seconds, keyPrefix: prefix })
  const limiter =
    redis === undefined
      ? memory
      : new RateLimiterRedis({
          storeClient: redis,
          points: most,
          duration: seconds,
          keyPrefix: prefix,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
  const refused = new Map<string, number>()
  const wait = (name: string): number => {
    const until = refused.get(name)
    if (until === undefined) return 0
    const waitMs = until - performance.now()
    if (waitMs <= 0) refused.delete(name)
    return Math.max(0, waitMs)
  }
  return {
    most,
    wait,
    async take(name) {
      const known = wait(name)
      if (known > 0) return known
      try {
        await limiter.consume(name)
        return 0
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason
        const waitMs = Math.max(1, reason.msBeforeNext)
        if (refused.size < MAX_REFUSED) refused.set(name, performance.now() + waitMs)
        return waitMs
      }
    },
    giveBack(name) {
      // There is room again for whoever comes next.
      refused.delete(name)
      void limiter.reward(name).catch(() => undefined)
    },
  }
}

/** No limit at all. */
export const UNLIMITED: Rate = {
  most: 0,
  take: () => Promise.resolve(0),
  wait: () => 0,
  giveBack: () => undefined,
}
