/** What of pino's destination is needed. */
export interface LogDestination {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'write', listener: (bytes: number) => void): unknown
  flush(callback?: (error?: Error) => void): void
  flushSync(): void
}

/**
 * A log that cannot be written, as on a full disk, ends no process: lines wait until it can be, and the last ones are not
 * waited for at the end, where pino would try for ever.
 *
 * @example `pino(options, enduringDestination(pino.destination({ dest: 1, sync: false, maxLength: MAX_WAITING_LOG })))`
 */
export function enduringDestination<T extends LogDestination>(destination: T): T {
  const flush = destination.flush.bind(destination)
  const flushSync = destination.flushSync.bind(destination)
  let isBroken = false
  destination.on('error', () => {
    isBroken = true
  })
  destination.on('write', () => {
    isBroken = false
  })
  destination.flush = (callback) => (isBroken ? callback?.() : flush(callback))
  destination.flushSync = () => {
    if (!isBroken) flushSync()
  }
  return destination
}

/** In bytes. More of a log than this is left out while it cannot be written. */
export const MAX_WAITING_LOG = 16 * 1024 * 1024
