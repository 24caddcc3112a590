import type { AppContext } from '../env.ts'

export interface Pace {
  /** A sender may take so long before anything is asked of it. */
  graceMs: number
  /** On average since the body began. */
  bytesPerSecond: number
}

/** A slow line of a telephone passes; somebody who holds a connection with a byte now and then does not. */
export const LEAST_PACE: Pace = { graceMs: 10_000, bytesPerSecond: 8_192 }

/** Calls `tooSlow` once when the body of a request comes too slowly. @returns stops watching */
export function watchPace(c: AppContext, { graceMs, bytesPerSecond }: Pace, tooSlow: () => void): () => void {
  const incoming = c.env?.incoming
  if (incoming === undefined) return () => undefined
  const { socket } = incoming
  const startedAt = performance.now()
  const before = socket.bytesRead
  const timer = setInterval(
    () => {
      const elapsedMs = performance.now() - startedAt
      // What takes its time after that is ours.
      if (incoming.complete) return clearInterval(timer)
      if (elapsedMs < graceMs) return
      if (((socket.bytesRead - before) * 1_000) / elapsedMs >= bytesPerSecond) return
      clearInterval(timer)
      tooSlow()
    },
    Math.min(1_000, graceMs / 2),
  )
  timer.unref()
  return () => clearInterval(timer)
}
