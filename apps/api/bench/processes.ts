import { fork, spawn, type ChildProcess, type ForkOptions } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'

export interface Running {
  pid: number
  port: number
  stop(): Promise<void>
}

/** Runs a file of this folder in a process of its own. It answers with its port, and ends with this process. */
export async function start(
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const options: ForkOptions = {
    env: { ...process.env, ...environment },
    execArgv: [...process.execArgv, ...profiling(file)],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  }
  const child = fork(new URL(file, import.meta.url), options)
  const [message]: unknown[] = await once(child, 'message')
  return running(child, Number(message), () => child.disconnect())
}

/** Runs somebody else's server, which has to be told its port, and waits until it listens. */
export async function startForeign(
  args: (port: number) => readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const port = await freePort()
  const child = spawn(process.execPath, args(port), {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  for (;;) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if (answered !== undefined) break
    if (child.exitCode !== null) throw new Error(`${String(args(port)[0])} ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return running(child, port, () => child.kill('SIGTERM'))
}

/** For the process that was started: where it listens. It ends when its parent lets go. */
export function tellPort(server: Pick<Server, 'address'>): void {
  const address = server.address()
  tell(typeof address === 'object' && address !== null ? address.port : 0)
}

export function tell(port: number, end: () => unknown = () => process.exit()): void {
  process.once('disconnect', () => void end())
  process.send?.(port)
}

const TICKS_PER_SECOND = 100

/** CPU that a process has used so far, with all its threads. Milliseconds. Linux only. */
export function cpuMsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
}

/** Memory that a process has resident. MiB. */
export function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

function running(child: ChildProcess, port: number, end: () => unknown): Running {
  const { pid } = child
  if (pid === undefined) throw new Error('a process could not be started')
  return {
    pid,
    port,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      end()
      await ended
    },
  }
}

/** `PROFILE=<part of a file name>` writes a CPU profile of that process where this one runs. */
function profiling(file: string): string[] {
  const wanted = process.env['PROFILE']
  return wanted === undefined || !file.includes(wanted) ? [] : ['--cpu-prof']
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
