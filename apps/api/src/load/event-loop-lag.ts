const EVERY_MS = 20
/** Weight of the newest sample: one long turn is no trend, five of them are. */
const WEIGHT = 0.2

export interface EventLoopLag {
  /** Milliseconds that work waits for its turn, smoothed over the last tenths of a second. */
  readonly ms: number
  stop: () => void
}

/** How late timers come. */
export function watchEventLoopLag(): EventLoopLag {
  let smoothed = 0
  let expected = performance.now() + EVERY_MS
  const timer = setInterval(() => {
    const now = performance.now()
    smoothed += WEIGHT * (Math.max(0, now - expected) - smoothed)
    expected = now + EVERY_MS
  }, EVERY_MS)
  timer.unref()
  return {
    get ms() {
      return smoothed
    },
    stop: () => clearInterval(timer),
  }
}
