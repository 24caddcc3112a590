import { createGate, type Gate } from './gate.ts'
import type { RateLimit, RateLimitOptions } from './options.ts'
import { openSharedLimits } from './shared-limits.ts'

export interface Limiter {
  /** Runs `work` when its turn comes. Rejects with the signal's reason when it fires before. */
  run<T>(rateClass: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  close(): void
}

/** `whole` holds for everything, and each class has its own beside that. */
export interface Limits {
  whole: RateLimit | undefined
  classes: ReadonlyMap<string, RateLimit>
}

/**
 * The limits of one client.
 *
 * @param sharedName what processes that share limits have in common
 */
export function createLimiter(
  { classes = {}, redisUrl, ...whole }: RateLimitOptions,
  sharedName: string,
): Limiter {
  const limits: Limits = {
    whole: isLimit(whole) ? whole : undefined,
    classes: new Map(Object.entries(classes).filter(([, limit]) => isLimit(limit))),
  }
  if (limits.whole === undefined && limits.classes.size === 0)
    return { run: (_class, work) => work(), close() {} }
  const local = createLocalLimiter(limits)
  if (redisUrl === undefined) return local
  const shared = openSharedLimits(redisUrl, sharedName, limits)
  return {
    async run(rateClass, work, signal) {
      const gate = await shared.gateFor(rateClass)
      // Better limited alone than not at all.
      return gate === undefined
        ? local.run(rateClass, work, signal)
        : gate.run(work, signal, () => local.run(rateClass, work, signal))
    },
    close: () => shared.close(),
  }
}

function createLocalLimiter(limits: Limits): Limiter {
  const whole = limits.whole && createGate(limits.whole)
  const ofClass = new Map([...limits.classes].map(([name, limit]) => [name, createGate(limit)]))
  return {
    async run(rateClass, work, signal) {
      const entered: Gate[] = []
      try {
        for (const gate of [ofClass.get(rateClass), whole]) {
          if (gate === undefined) continue
          await gate.enter(signal)
          entered.push(gate)
        }
        return await work()
      } finally {
        for (const gate of entered) gate.leave()
      }
    },
    close() {},
  }
}

function isLimit({ maxConcurrent, requestsPerInterval }: RateLimit): boolean {
  return maxConcurrent !== undefined || requestsPerInterval !== undefined
}
