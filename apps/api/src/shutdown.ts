import { constants } from 'node:os'
import type { Logger } from '@jointo/ai-service'
import { describeError } from './errors/describe-error.ts'

/** Nothing may hold up the end of the process for longer. */
const DEADLINE_MS = 9_500

/** First signal: ends in good order, with exit code 0. Second signal: ends at once. */
export function shutdownOnSignal(logger: Logger, close: () => Promise<void>): void {
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(128 + constants.signals[signal])
      closing = true
      logger.info({ signal }, 'shutting down')
      setTimeout(() => process.exit(1), DEADLINE_MS).unref()
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ error: describeError(error) }, 'shutdown failed')
          process.exit(1)
        },
      )
    })
  }
}

/** One line with the cause and, for settings, the cure. */
export function exitAfterFailedStart(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  const isSettings = error instanceof Error && error.name === 'SettingsError'
  process.stderr.write(isSettings ? `${message}\n` : `Could not start: ${message.split('\n', 1)[0]}\n`)
  process.exit(1)
}
