import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Log } from './log.ts'

/**
 * Builds the web console where its sources have changed since the last build. The API works without: a failure is told and
 * stops nothing.
 *
 * @returns whether there is one
 */
export async function buildConsole(script: string, log: Log, signal: AbortSignal): Promise<boolean> {
  const child = spawn(process.execPath, [script, '--if-stale'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  // Being stopped is no news.
  child.on('error', () => {})
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => log.line('console', line))
  const [code] = await once(child, 'close')
  if (code === 0) return true
  if (!signal.aborted) log.say('The console was not built: see its lines above. The API works without it.')
  return false
}
