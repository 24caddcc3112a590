const EVERY_MS = 20

export interface WaitingQueries {
  /** Queries that wait for a connection now. */
  count: () => number
  /** For how long there has been no moment without one. Milliseconds. */
  standingMs: () => number
  stop: () => void
}

/** Tells a burst, which is gone in a moment, from a queue that stands. */
export function watchWaitingQueries(count: () => number): WaitingQueries {
  let emptyAt = performance.now()
  const look = (): void => {
    if (count() === 0) emptyAt = performance.now()
  }
  const timer = setInterval(look, EVERY_MS)
  timer.unref()
  return {
    count,
    standingMs() {
      look()
      return performance.now() - emptyAt
    },
    stop: () => clearInterval(timer),
  }
}
