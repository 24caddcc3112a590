import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ProgramOptions {
  name: string
  script: string
  env: Record<string, string>
  /** Answers 2xx when the program is ready. */
  healthUrl: string
  logFile: string
}

const READY_WITHIN_MS = 180_000
const LOOK_EVERY_MS = 50

/** One program of the deployment, in a process of its own that can be killed and started again. */
export class Program {
  readonly name: string
  readonly #options: ProgramOptions
  #child: ChildProcess | undefined
  #exited: Promise<void> = Promise.resolve()
  #expected = true
  /** Ends that nobody had asked for, after the program was ready. */
  readonly surprises: string[] = []
  starts = 0

  constructor(options: ProgramOptions) {
    this.#options = options
    this.name = options.name
  }

  get running(): boolean {
    return this.#child !== undefined
  }

  /** Resolves when it is ready. A program that can not start (its database is away) is started again. */
  async start(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS
    while (Date.now() < until) {
      this.#spawn()
      while (this.#child !== undefined && Date.now() < until) {
        if (await answers(this.#options.healthUrl)) {
          this.#expected = false
          return
        }
        await sleep(LOOK_EVERY_MS)
      }
    }
    throw new Error(`${this.name} did not become ready: see ${this.#options.logFile}`)
  }

  /** Ends it, or freezes it and wakes it up. Resolves at once. */
  signal(signal: NodeJS.Signals): void {
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') this.#expected = true
    this.#child?.kill(signal)
  }

  async ended(withinMs: number): Promise<boolean> {
    return Promise.race([this.#exited.then(() => true), sleep(withinMs, false, { ref: false })])
  }

  #spawn(): void {
    const { script, env, logFile } = this.#options
    const log = openSync(logFile, 'a')
    this.#expected = true
    this.starts += 1
    const child = spawn(process.execPath, ['--conditions=@jointo/source', script], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.#child = child
    const killed = (): void => void child.kill('SIGKILL')
    process.once('exit', killed)
    this.#exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        process.off('exit', killed)
        if (!this.#expected) this.surprises.push(`${this.name} ended by itself (${signal ?? code})`)
        if (this.#child === child) this.#child = undefined
        resolve()
      })
    })
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}
