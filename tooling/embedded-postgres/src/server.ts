import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { RunAs } from './run-as.ts'

export interface ServerOptions {
  cluster: string
  port: number
  durable: boolean
  binaries: Binaries
  runAs: RunAs
  onLog: (line: string) => void
}

export interface Server {
  pid: number
  /** Resolves when the process has ended, wanted or not. */
  exited: Promise<string>
  stop: () => Promise<void>
}

const STOP_DEADLINE_MS = 5_000

/** Spawns `postgres` and waits until it takes connections; the error of a failed start carries its last line. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { binaries, runAs } = options
  const command = runAs.command(binaries.postgres, serverArguments(options))
  const child = spawn(command.file, command.args, {
    ...command.options,
    env: { ...process.env, ...binaries.environment, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in the terminal must not end the database before its users.
    detached: true,
  })
  const exited = describeExit(child)
  const failure = await Promise.race([ready(child, options.onLog), exited])
  if (failure !== undefined || child.pid === undefined) {
    throw new EmbeddedPostgresError(`The embedded Postgres did not start: ${failure}`)
  }
  return { pid: child.pid, exited, stop: () => stopProcess(child, exited) }
}

function serverArguments({ cluster, port, durable }: ServerOptions): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    max_logical_replication_workers: 0,
    log_checkpoints: 'off',
    // Postgres' own, and what kind of error it is.
    log_line_prefix: '%m [%p] %e ',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
  }
  const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal' }
  if (!durable) Object.assign(settings, throwAway, { max_wal_senders: 0 })
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Resolves with nothing once the server is ready; a server that gives up is seen by its exit. */
async function ready(child: ChildProcess, onLog: (line: string) => void): Promise<undefined> {
  if (!child.stderr) throw new Error('unreachable: stderr is a pipe')
  const lines = createInterface({ input: child.stderr })
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      onLog(line)
      if (line.includes('database system is ready to accept connections')) resolve()
    })
  })
  return undefined
}

async function describeExit(child: ChildProcess): Promise<string> {
  let lastError = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const message = text.split('\n').findLast((line) => /(FATAL|PANIC|error):?/i.test(line))
    if (message) lastError = message.replace(/^.*?(FATAL|PANIC): +/, '')
  })
  try {
    const [code, signal] = await once(child, 'close')
    return lastError || `exit code ${code ?? signal}`
  } catch (error) {
    return String(error)
  }
}

/** Fast shutdown: sessions are cut, data is flushed. Past the deadline without flushing, then by force. */
async function stopProcess(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal)
    const timer = new AbortController()
    const late = sleep(STOP_DEADLINE_MS, true, { signal: timer.signal }).catch(() => false)
    const isLate = await Promise.race([exited.then(() => false), late])
    timer.abort()
    if (!isLate) return
  }
}
