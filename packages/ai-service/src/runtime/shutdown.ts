import { constants } from 'node:os'
import type { Logger } from '@jointo/http-base'
import { isFull, serverWords } from '../db/unavailable.ts'
import { describeError } from '../describe-error.ts'

/** What `Runtime.close()` takes at the very most, with a second to spare: when the database says nothing any more. */
export const CLOSE_MS = 8_000

export interface ShutdownOptions {
  logger: Logger
  /** Brings everything to a good end. */
  close: () => Promise<void>
  /** Nothing may hold up the end of the process for longer: what is left is cut off, with code 1. */
  deadlineMs: number
  /** Logged at the first signal: `shutting down`. */
  message: string
}

/** First SIGINT or SIGTERM: ends in good order, with exit code 0. Second: ends at once, with the signal's code. */
export function shutdownOnSignal({ logger, close, deadlineMs, message }: ShutdownOptions): void {
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(128 + constants.signals[signal])
      closing = true
      logger.info({ signal }, message)
      setTimeout(() => {
        logger.error({ seconds: deadlineMs / 1_000 }, `${message} took too long: what is left is cut off`)
        process.exit(1)
      }, deadlineMs).unref()
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ error: describeError(error) }, `${message} failed`)
          process.exit(1)
        },
      )
    })
  }
}

/** One line with the cause and, for settings, the cure. */
export function exitAfterFailedStart(error: unknown): never {
  const isSettings = error instanceof Error && error.name === 'SettingsError'
  process.stderr.write(isSettings ? `${error.message}\n` : `Could not start: ${problem(error)}\n`)
  process.exit(1)
}

function problem(error: unknown): string {
  if (!isFull(error)) return describeError(error)
  return `the database takes no more connections (${serverWords(error)}): raise its max_connections, or lower DATABASE_MAX_CONNECTIONS of the processes that use it.`
}
