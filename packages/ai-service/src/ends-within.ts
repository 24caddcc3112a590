import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for `work`, and not for longer; what it would still bring is nobody's any more. @returns whether it came to its end */
export async function endsWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController()
  try {
    const late = sleep(limitMs, false, { signal: timer.signal, ref: false })
    return await Promise.race([work.then(() => true), late])
  } finally {
    timer.abort()
  }
}
