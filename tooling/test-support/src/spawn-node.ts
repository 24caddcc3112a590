import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

export interface SpawnNodeOptions {
  args?: string[]
  /** Added to this process's own variables; `undefined` takes one away. */
  env?: Record<string, string | undefined>
  cwd?: string
  /** Whether standard input stays open as `child.stdin`. Default false: it is closed from the start. */
  stdin?: boolean
}

export interface SpawnedNode {
  pid: number
  child: ChildProcess
  /** Everything printed so far, standard output and error, without colours. */
  lines: string[]
  /** Resolves with the first line, past or future, that matches; rejects when the process ends first. */
  waitForLine: (pattern: RegExp | string, timeoutMs?: number) => Promise<string>
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** To this process alone, or with `group` to all that it started in its group. */
  kill: (signal?: NodeJS.Signals, target?: 'process' | 'group') => void
  /** SIGTERM, and SIGKILL to the whole group after `graceMs` (default 10 s). */
  stop: (graceMs?: number) => Promise<void>
}

/** Runs a script of this repository in a real process of its own group, as the apps are run in development. */
export function spawnNode(script: string, options: SpawnNodeOptions = {}): SpawnedNode {
  const child = spawn(process.execPath, ['--conditions=@jointo/source', script, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${process.execPath} could not be started`)
  const kill = (signal: NodeJS.Signals = 'SIGTERM', target: 'process' | 'group' = 'process'): void => {
    try {
      process.kill(target === 'group' ? -pid : pid, signal)
    } catch {
      // It has ended: what was wanted.
    }
  }
  const killAll = (): void => kill('SIGKILL', 'group')
  // A test process that crashes takes its children along.
  process.once('exit', killAll)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', killAll)
      resolve({ code, signal })
    })
  })
  const stop = async (graceMs = 10_000): Promise<void> => {
    kill('SIGTERM')
    const timer = setTimeout(killAll, graceMs)
    await exited
    clearTimeout(timer)
    killAll()
  }
  const { lines, waitForLine } = captureLines(child)
  return { pid, child, lines, waitForLine, exited, kill, stop }
}

function captureLines(child: ChildProcess): Pick<SpawnedNode, 'lines' | 'waitForLine'> {
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (text) => {
      const line = stripVTControlCharacters(text)
      lines.push(line)
      for (const listener of listeners) listener(line)
    })
  }
  const waitForLine = (pattern: RegExp | string, timeoutMs = 40_000): Promise<string> => {
    const matches = (line: string): boolean =>
      typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)
    const past = lines.find(matches)
    if (past !== undefined) return Promise.resolve(past)
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        listeners.delete(listener)
        child.off('close', onClose)
        settle()
      }
      const fail = (why: string) => (): void =>
        finish(() =>
          reject(new Error(`${why} without a line matching ${pattern}. Printed:\n${lines.join('\n')}`)),
        )
      const listener = (line: string): void => {
        if (matches(line)) finish(() => resolve(line))
      }
      const onClose = fail('The process ended')
      const timer = setTimeout(fail(`${timeoutMs} ms passed`), timeoutMs)
      listeners.add(listener)
      child.once('close', onClose)
    })
  }
  return { lines, waitForLine }
}
