import type * as H264 from 'h264-mp4-encoder'
import { createRequire } from 'node:module'

type EncoderModule = typeof H264

let loaded: EncoderModule | undefined

/**
 * The encoder, loaded on first use. Its generated glue code takes over the process-wide handlers for uncaught errors;
 * loading it in one synchronous step lets us take exactly those listeners off again.
 */
export function loadEncoder(): EncoderModule {
  if (loaded) return loaded
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)))
  loaded = createRequire(import.meta.url)('h264-mp4-encoder') as EncoderModule
  for (const [index, event] of events.entries()) {
    for (const listener of process.rawListeners(event)) {
      if (!before[index]?.has(listener)) process.removeListener(event, listener as () => void)
    }
  }
  return loaded
}
