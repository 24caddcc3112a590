import type { RateLimit } from './options.ts'

/** Where the calls of one process wait for their turn, first come first served. */
export interface Gate {
  /** Undefined when the turn is now, without a detour. Rejects with the signal's reason when that fires first. */
  enter(signal?: AbortSignal): Promise<void> | undefined
  /** To be called once for each that entered. */
  leave(): void
}

/**
 * Starts are spread evenly over the interval: a quota that refills at once would let twice as many through around the
 * refill.
 */
export function createGate({
  maxConcurrent = Infinity,
  requestsPerInterval,
  intervalMs = 1_000,
}: RateLimit): Gate {
  const spacingMs = requestsPerInterval === undefined ? 0 : intervalMs / requestsPerInterval
  const waiting: (() => void)[] = []
  let inside = 0
  let nextStart = 0
  let timer: NodeJS.Timeout | undefined

  const hasRoom = (): boolean => inside < maxConcurrent
  const start = (): void => {
    inside += 1
    if (spacingMs > 0) nextStart = Math.max(performance.now(), nextStart) + spacingMs
  }
  const pauseMs = (): number => (spacingMs > 0 ? nextStart - performance.now() : 0)

  function letIn(): void {
    clearTimeout(timer)
    while (waiting.length > 0 && hasRoom()) {
      const pause = pauseMs()
      if (pause > 0) {
        timer = setTimeout(letIn, pause)
        return
      }
      start()
      waiting.shift()?.()
    }
  }

  return {
    enter(signal) {
      if (waiting.length === 0 && hasRoom() && pauseMs() <= 0) {
        start()
        return undefined
      }
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        }
        const giveUp = (): void => {
          const place = waiting.indexOf(turn)
          if (place >= 0) waiting.splice(place, 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.push(turn)
        letIn()
      })
    },
    leave() {
      inside -= 1
      letIn()
    },
  }
}
