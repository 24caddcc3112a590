import { constants } from 'node:os'
import type { Logger } from '@jointo/ai-service'

/** Nothing may hold up the end of the process for longer. */
const DEADLINE_MS = 9_500

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * First signal: closes in good order, then ends by that same signal, so that whoever started the process sees why it
 * ended. Second signal: ends at once; leases bring the jobs to another worker.
 */
export function shutdownOnSignal(logger: Logger, close: () => Promise<void>): void {
  let closing = false
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (closing) process.exit(128 + constants.signals[signal])
      closing = true
      logger.info({ signal }, 'draining')
      setTimeout(() => process.exit(1), DEADLINE_MS).unref()
      close().then(
        () => endBy(signal),
        (error: unknown) => {
          logger.error({ error: error instanceof Error ? error.name : typeof error }, 'drain failed')
          process.exit(1)
        },
      )
    })
  }
}

function endBy(signal: (typeof SIGNALS)[number]): void {
  for (const name of SIGNALS) process.removeAllListeners(name)
  process.kill(process.pid, signal)
}

/** One line with the cause and, for settings, the cure. */
export function exitAfterFailedStart(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  const isSettings = error instanceof Error && error.name === 'SettingsError'
  process.stderr.write(isSettings ? `${message}\n` : `Could not start: ${message.split('\n', 1)[0]}\n`)
  process.exit(1)
}
