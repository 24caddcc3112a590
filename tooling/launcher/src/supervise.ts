import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface App {
  name: string
  /** Path of a script that Node runs. */
  script: string
  /** More flags of Node. */
  flags?: string[]
}

export interface SuperviseOptions {
  app: App
  environment: () => NodeJS.ProcessEnv
  onLine: (line: string) => void
  /** Called when it ended unasked. Returns whether to start it again. */
  onDeath: (reason: string, exitCode: number | null) => boolean
  onRestart: (delayMs: number) => void
}

export interface Supervised {
  /** SIGTERM; what still runs at the deadline is killed with all it started. */
  stop: (deadlineMs: number) => Promise<void>
  kill: () => void
  /** Ends it in good order; it is then started again, with its present environment. */
  restart: () => void
}

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 15_000
/** Having run for so long, an app counts as healthy again. */
const HEALTHY_MS = 30_000
const LAST_LINES_MS = 500
const endWithParent = fileURLToPath(new URL('end-with-parent.ts', import.meta.url))

/** Keeps an app running, in a process group of its own: Ctrl-C in the terminal reaches only the launcher. */
export function supervise(options: SuperviseOptions): Supervised {
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  let failures = 0

  const start = (): void => {
    const startedAt = Date.now()
    child = spawnApp(options)
    let ended = false
    const onEnd = async (reason: string, code: number | null): Promise<void> => {
      if (ended) return
      ended = true
      signalGroup(child, 'SIGKILL')
      // Its last lines, which may say why, are read before anything is concluded.
      await Promise.race([once(child, 'close'), sleep(LAST_LINES_MS)])
      if (stopping || !options.onDeath(reason, code)) return
      failures = Date.now() - startedAt > HEALTHY_MS ? 1 : failures + 1
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS)
      options.onRestart(delay)
      timer = setTimeout(start, delay)
    }
    child.once('error', (error) => void onEnd(error.message, 1))
    child.once('exit', (code, signal) => void onEnd(signal ?? `exit code ${code}`, code))
  }
  start()

  return {
    kill: () => {
      stopping = true
      clearTimeout(timer)
      signalGroup(child, 'SIGKILL')
    },
    restart: () => child.kill('SIGTERM'),
    stop: async (deadlineMs) => {
      stopping = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const force = setTimeout(() => signalGroup(child, 'SIGKILL'), deadlineMs)
      await exited
      clearTimeout(force)
    },
  }
}

function spawnApp({ app, environment, onLine }: SuperviseOptions): ChildProcess {
  const flags = ['--conditions=@jointo/source', '--enable-source-maps', ...(app.flags ?? [])]
  const args = [...flags, '--import', endWithParent, app.script]
  const child = spawn(process.execPath, args, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine)
  }
  return child
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nobody left in the group.
  }
}
