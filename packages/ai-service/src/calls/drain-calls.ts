import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'

/** Calls may go on for this long after the process was told to end. */
const GRACE_MS = 2_000
/** Then they are given up, and have this long to say so. */
const CLOSE_MS = 1_000

/** How each open call is given up. */
const tracked = new WeakMap<ServiceContext, Set<() => void>>()

/** Remembers a call, so that the end of the process can wait for it. @returns what forgets it */
export function trackCall(context: ServiceContext, giveUp: () => void): () => void {
  const calls = tracked.get(context) ?? new Set()
  tracked.set(context, calls.add(giveUp))
  return () => void calls.delete(giveUp)
}

/** Before the database is closed: whoever is served now keeps his answer, what takes longer is closed free of charge. */
export async function drainCalls(context: ServiceContext, graceMs = GRACE_MS): Promise<void> {
  const calls = tracked.get(context)
  if (calls === undefined) return
  await untilEmpty(calls, graceMs)
  for (const giveUp of calls) giveUp()
  await untilEmpty(calls, CLOSE_MS)
}

async function untilEmpty(calls: ReadonlySet<unknown>, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs
  while (calls.size > 0 && performance.now() < until) await sleep(20)
}
