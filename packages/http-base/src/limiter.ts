import Bottleneck from 'bottleneck'
import type { RateLimit, RateLimitOptions } from './options.ts'
import { openSharedLimits, type SharedLimits } from './shared-limits.ts'

export interface Limiter {
  /** Runs `work` when its turn comes. Rejects with the signal's reason when it fires before. */
  run<T>(rateClass: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  close(): void
}

/**
 * bottleneck, owned by one client: each class has its own limits, and all of them together those of the whole. Its own
 * retries are off: there is one loop that repeats calls.
 *
 * @param sharedName what processes that share limits have in common
 */
export function createLimiter(
  { classes = {}, redisUrl, ...whole }: RateLimitOptions,
  sharedName: string,
): Limiter {
  const limits = new Map(Object.entries(classes).filter(([, limit]) => isLimit(limit)))
  const local = createGates(limits, isLimit(whole) ? whole : undefined, (_name, limit) => settingsOf(limit))
  let shared: SharedLimits | undefined
  if (redisUrl !== undefined && (limits.size > 0 || isLimit(whole))) {
    shared = openSharedLimits(redisUrl, sharedName, (connect) =>
      createGates(limits, isLimit(whole) ? whole : undefined, (name, limit) => ({
        ...settingsOf(limit),
        ...connect(name),
      })),
    )
  }
  return {
    async run(rateClass, work, signal) {
      const gates = (await shared?.gates()) ?? local
      const gate = gates.ofClass.get(rateClass) ?? gates.whole
      return gate === undefined
        ? work()
        : pass(gate, local.ofClass.get(rateClass) ?? local.whole, work, signal)
    },
    close: () => shared?.close(),
  }
}

/** Where calls queue. */
export interface Gates {
  ofClass: ReadonlyMap<string, Bottleneck>
  /** For classes without limits of their own; the others are chained to it. */
  whole: Bottleneck | undefined
}

function createGates(
  classes: ReadonlyMap<string, RateLimit>,
  whole: RateLimit | undefined,
  settings: (name: string, limit: RateLimit) => Bottleneck.ConstructorOptions,
): Gates {
  const wholeGate = whole === undefined ? undefined : new Bottleneck(settings('whole', whole))
  const ofClass = new Map<string, Bottleneck>()
  for (const [name, limit] of classes) {
    const gate = new Bottleneck(settings(name, limit))
    ofClass.set(name, wholeGate === undefined ? gate : gate.chain(wholeGate))
  }
  return { ofClass, whole: wholeGate }
}

function isLimit({ maxConcurrent, requestsPerInterval }: RateLimit): boolean {
  return maxConcurrent !== undefined || requestsPerInterval !== undefined
}

function settingsOf({
  maxConcurrent,
  requestsPerInterval,
  intervalMs = 1_000,
}: RateLimit): Bottleneck.ConstructorOptions {
  return {
    maxConcurrent: maxConcurrent ?? null,
    // Evenly spread: a quota that refills at once would let twice as many through around the refill.
    minTime: requestsPerInterval === undefined ? 0 : Math.ceil(intervalMs / requestsPerInterval),
  }
}

/** @param fallback for a shared gate that broke before the call had its turn: better limited alone than not at all */
function pass<T>(
  gate: Bottleneck,
  fallback: Bottleneck | undefined,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let started = false
    const leave = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', leave, { once: true })
    const turn = async (): Promise<void> => {
      started = true
      signal?.removeEventListener('abort', leave)
      if (signal?.aborted === true) return leave()
      await work().then(resolve, reject)
    }
    gate.schedule(turn).catch((error: unknown) => {
      if (started) return
      if (fallback === undefined || fallback === gate) reject(error)
      else fallback.schedule(turn).catch(reject)
    })
  })
}
