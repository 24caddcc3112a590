import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start.ts'
import { EmbeddedPostgresError } from './errors.ts'

export interface SpawnOptions extends Pick<
  EmbeddedPostgresOptions,
  'dataDir' | 'durable' | 'onExit' | 'onLog'
> {
  /** Remove `dataDir` in the end, also when the caller is killed. Default false. */
  temporary?: boolean
}

export interface SpawnedPostgres extends EmbeddedPostgres {
  /** Process of the supervisor, while `pid` is the server's. */
  supervisorPid: number
}

/**
 * Like `startEmbeddedPostgres`, in a process of its own that outlives nobody: it ends the server when the
 * caller ends in whatever way, `kill -9` included, because its standard input closes then.
 *
 * @throws {EmbeddedPostgresError} with one line that says what to do instead
 */
export async function spawnEmbeddedPostgres(options: SpawnOptions): Promise<SpawnedPostgres> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const flags = ['--end-with-stdin']
  if (options.durable === false) flags.push('--no-durable')
  if (options.temporary) flags.push('--temporary')
  const child = spawn(process.execPath, [main, '--data-dir', options.dataDir, ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is for the caller, which says when the database may go.
    detached: true,
  })
  const exited = once(child, 'exit')
  let lastLine = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLine = line
    options.onLog?.(line)
  })
  const readyLine = once(createInterface({ input: child.stdout }), 'line')
  const first = await Promise.race([readyLine, once(child, 'close').then(() => undefined)])
  if (!first) throw new EmbeddedPostgresError(lastLine)
  const server: { url: string; port: number; pid: number } = JSON.parse(String(first[0]))
  let stopping = false
  void exited.then(() => {
    if (!stopping) options.onExit?.(lastLine)
  })
  const stop = async (): Promise<void> => {
    stopping = true
    child.kill('SIGTERM')
    await exited
  }
  return { ...server, supervisorPid: child.pid ?? 0, stop }
}
