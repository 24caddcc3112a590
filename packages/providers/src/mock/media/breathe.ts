import { setImmediate } from 'node:timers/promises'

/** Lets other work run between two slices of drawing or encoding. */
export function breathe(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  return setImmediate(undefined, signal ? { signal } : {})
}
