import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { once } from 'node:events'
import path from 'node:path'

export interface Outcome {
  code: number | null
  /** Standard output and error, without colours. */
  said: string
}

/** Runs a Node script of the copy, in it, with nothing of this test run's own environment but what it has compiled. */
export async function run(cwd: string, script: string, args: string[] = []): Promise<Outcome> {
  const { NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['--conditions=@jointo/source', script, ...args], {
    cwd,
    env: {
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      HOME: process.env['HOME'] ?? cwd,
      NO_COLOR: '1',
      // The compiler and the linter are written in Go, and spend a third of their time on memory that they could leave.
      GOGC: '400',
      ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000,
  })
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, said: `${out}${problems}` }
}
