import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface RunOptions {
  cwd: string
  env?: NodeJS.ProcessEnv
  /** Give up after so long. Default ten minutes. */
  timeoutMs?: number
}

/**
 * Runs a program to its end and gives back what it printed.
 * @throws with all that it said when it fails
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 600_000,
  })
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (child.exitCode === 0) return out
  throw new Error(
    `${[command, ...args].join(' ')} (in ${options.cwd}) ended with ${child.exitCode}\n${out}${problems}`,
  )
}

/** What a program that others installed sees: nothing of this run, and this Node first. */
export function plainEnvironment(node: string = process.execPath): NodeJS.ProcessEnv {
  const keep = Object.entries(process.env).filter(
    ([name]) => !/^(JOINTO_|NODE_OPTIONS|VITEST|npm_(?!config_)|INIT_CWD|PNPM_)/.test(name),
  )
  const folder = node.slice(0, node.lastIndexOf('/'))
  return { ...Object.fromEntries(keep), PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`, NO_COLOR: '1' }
}
