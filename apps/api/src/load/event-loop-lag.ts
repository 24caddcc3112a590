import { performance } from 'node:perf_hooks'

const EVERY_MS = 20
/** Weight of the newest sample: one long turn is no trend, five of them are. */
const WEIGHT = 0.2
/** A loop that slept for most of the time was late because of others on the machine. */
const BUSY = 0.5

export interface EventLoopLag {
  /** Milliseconds that work waits for its turn behind other work of this process, smoothed over the last tenths of a second. */
  readonly ms: number
  stop: () => void
}

/** How late timers come. */
export function watchEventLoopLag(): EventLoopLag {
  let smoothed = 0
  let expected = performance.now() + EVERY_MS
  let before = performance.eventLoopUtilization()
  const timer = setInterval(() => {
    const now = performance.now()
    const after = performance.eventLoopUtilization()
    const isBusy = performance.eventLoopUtilization(after, before).utilization >= BUSY
    smoothed += WEIGHT * ((isBusy ? Math.max(0, now - expected) : 0) - smoothed)
    expected = now + EVERY_MS
    before = after
  }, EVERY_MS)
  timer.unref()
  return {
    get ms() {
      return smoothed
    },
    stop: () => clearInterval(timer),
  }
}
