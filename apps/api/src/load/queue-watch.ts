import type { Runtime } from '@jointo/ai-service'

const EVERY_MS = 20
/** Nobody minds so short a wait. A longer queue would not get more done, and all in it would wait for it. */
const SHORT_WAIT_MS = 20

/** Queries that wait for a connection. */
export interface Queue {
  waiting: number
  /** For how long there has been no moment in which nobody had waited long; 0 when there is one now. Milliseconds. */
  longForMs: number
}

export interface QueueWatch {
  look: () => Queue
  stop: () => void
}

/** Tells a burst, which is gone in a moment, from more than can be done. */
export function watchQueue(pool: Runtime['pool']): QueueWatch {
  let shortAt = performance.now()
  const look = (): Queue => {
    const { waiting, longestWaitMs } = pool()
    if (longestWaitMs < SHORT_WAIT_MS) shortAt = performance.now()
    return { waiting, longForMs: longestWaitMs < SHORT_WAIT_MS ? 0 : performance.now() - shortAt }
  }
  const timer = setInterval(look, EVERY_MS)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}
