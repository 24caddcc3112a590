import { readOrNote, SettingsError } from '@jointo/ai-service'

/** What only the worker reads from its environment. */
export interface WorkerSettings {
  logLevel: LogLevel
  /** Where `/healthz`, `/readyz` and `/metrics` answer; undefined: nowhere. 0 takes any free port. */
  port: number | undefined
  /** At which address; undefined: at every one of this machine. */
  host: string | undefined
  /**
   * How long running jobs may take to come to a good place when the process ends. A call that is on the wire and cut off ends as
   * "outcome unknown", so the default outlasts the slowest synchronous vendor call: 240 seconds.
   */
  drainMs: number
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/**
 * @throws SettingsError that names the variable and the cure
 * @example `const settings = readWorkerSettings(process.env)`
 */
export function readWorkerSettings(env: NodeJS.ProcessEnv): WorkerSettings {
  const problems: string[] = []
  const logLevel = readOrNote(problems, () => readLogLevel(env), 'info')
  const port = readOrNote(problems, () => readPort(env), undefined)
  const drainSeconds = readOrNote(problems, () => readDrainSeconds(env), 0)
  if (problems.length > 0) throw new SettingsError(problems)
  return { logLevel, port, host: env['HOST']?.trim() || undefined, drainMs: drainSeconds * 1_000 }
}

function readLogLevel(env: NodeJS.ProcessEnv): LogLevel {
  const text = env['LOG_LEVEL']?.trim() || 'info'
  const level = LOG_LEVELS.find((candidate) => candidate === text)
  if (level === undefined)
    throw new SettingsError([`LOG_LEVEL is "${text}": set it to ${LOG_LEVELS.join(', ')}`])
  return level
}

function readDrainSeconds(env: NodeJS.ProcessEnv): number {
  const text = env['WORKER_DRAIN_SECONDS']?.trim() || '240'
  if (!/^\d{1,4}$/.test(text)) {
    throw new SettingsError([
      `WORKER_DRAIN_SECONDS is "${text}": set it to a whole number of seconds, e.g. 240`,
    ])
  }
  return Number(text)
}

function readPort(env: NodeJS.ProcessEnv): number | undefined {
  const text = env['WORKER_PORT']?.trim() ?? ''
  if (text === '') return undefined
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new SettingsError([`WORKER_PORT is "${text}": set it to a number from 0 (any free port) to 65535`])
  }
  return Number(text)
}
