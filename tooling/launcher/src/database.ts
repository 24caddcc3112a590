import path from 'node:path'
import { type SpawnedPostgres, spawnEmbeddedPostgres } from '@jointo/embedded-postgres'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

export interface Database {
  url: () => string
  stop: (deadlineMs: number) => Promise<void>
  kill: () => void
}

/** Errors of Postgres, but not those that the product raises to say no: an account that can not pay is no trouble. */
export function isTrouble(line: string): boolean {
  return / (WARNING|FATAL|PANIC|ERROR): /.test(line) && !/ JT\d{3} ERROR: /.test(line)
}

/**
 * The embedded database, started again when it dies. Its address stays the same unless the port was taken
 * meanwhile: then `onMoved` is called.
 */
export async function startDatabase(dataDir: string, log: Log, onMoved: () => void): Promise<Database> {
  let server: SpawnedPostgres
  let stopping = false
  const start = async (): Promise<void> => {
    server = await spawnEmbeddedPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      onLog: (line) => {
        if (isTrouble(line)) log.line('database', line)
      },
      onExit: (reason) => {
        if (!stopping) void restart(reason)
      },
    })
  }
  const restart = async (reason: string): Promise<void> => {
    const previous = server.url
    for (let attempt = 0; ; attempt += 1) {
      log.line('database', `ended (${reason}); starting it again`)
      await sleep(Math.min(200 * 2 ** attempt, 10_000))
      if (stopping) return
      try {
        await start()
        log.line('database', 'takes connections again')
        if (server.url !== previous) onMoved()
        return
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error)
      }
    }
  }
  await start()
  const kill = (): void => {
    stopping = true
    for (const pid of [server.supervisorPid, server.pid]) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended.
      }
    }
  }
  const stop = async (deadlineMs: number): Promise<void> => {
    stopping = true
    const timer = setTimeout(kill, deadlineMs)
    await server.stop()
    clearTimeout(timer)
  }
  return { url: () => server.url, stop, kill }
}
