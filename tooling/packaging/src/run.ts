import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import path from 'node:path'
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

/** Settings of npx, pnpm and of tests that would reach what they start. Where packages come from is the machine's business. */
const OWN =
  /^(JOINTO_|NODE_OPTIONS|VITEST|INIT_CWD|PNPM_|npm_(?!config_(registry|cafile|proxy|https_proxy|noproxy|cache|globalconfig)$))/

/** What a program that others installed sees: nothing of this run, and this Node first. */
export function plainEnvironment(node: string = process.execPath): NodeJS.ProcessEnv {
  const keep = Object.entries(process.env).filter(([name]) => !OWN.test(name))
  const folder = node.slice(0, node.lastIndexOf('/'))
  return {
    ...Object.fromEntries(keep),
    // npx hands it on in small letters, which would win over these.
    NPM_CONFIG_USERCONFIG: ownUserConfig(),
    PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`,
    NO_COLOR: '1',
  }
}

/** The npmrc of whoever runs this. */
export function ownUserConfig(): string {
  const { NPM_CONFIG_USERCONFIG, npm_config_userconfig } = process.env
  return NPM_CONFIG_USERCONFIG ?? npm_config_userconfig ?? path.join(homedir(), '.npmrc')
}
