import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findNativeFolder, prepareBinaries } from './binaries.ts'
import { ensureCluster, USER } from './cluster.ts'
import { clearStaleServer, lockFolder } from './lock.ts'
import { choosePort } from './port.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'
import { type Server, type ServerOptions, startServer } from './server.ts'

export interface EmbeddedPostgresOptions {
  /** Folder of the database, made when missing. One server at a time uses it. */
  dataDir: string
  /** Whether data survives a crash of the machine (fsync). Off makes tests faster. Default true. */
  durable?: boolean
  /** Called when the server ends by itself, with a one-line reason. */
  onExit?: (reason: string) => void
  /** Receives each line of the server's own log. */
  onLog?: (line: string) => void
  /** Ways to start it as root, tried in order. For tests. */
  runAs?: RunAs[]
  /** The `native` folder of a platform package. For tests. */
  nativeFolder?: string
}

export interface EmbeddedPostgres {
  /** Connection string with the password, for the database `postgres`. */
  url: string
  port: number
  pid: number
  /** Ends the server within seconds, sessions included. */
  stop: () => Promise<void>
}

/**
 * Starts a real Postgres as a child process, on loopback only. The first start on a folder makes the
 * database files, later ones reuse them, and the port where it is free.
 *
 * @throws {EmbeddedPostgresError} with one line that says what to do instead
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.dataDir)
  await mkdir(path.dirname(folder), { recursive: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const native = options.nativeFolder ?? findNativeFolder()
  const binaries = await prepareBinaries(native, path.join(folder, 'libraries'))
  const { runAs, version } = await chooseRunAs(binaries, folder, options.runAs)
  const unlock = await lockFolder(folder)
  try {
    const cluster = path.join(folder, 'cluster')
    await clearStaleServer(cluster)
    const { durable = true, onLog = () => {} } = options
    const authentication = durable ? 'scram-sha-256' : 'password'
    const password = await ensureCluster(folder, binaries, runAs, version, authentication)
    const portFile = path.join(folder, 'port')
    const { server, port } = await startWithRetries(portFile, { cluster, durable, binaries, runAs, onLog })
    await rm(portFile, { force: true })
    await writeFile(portFile, String(port))
    let stopping: Promise<void> | undefined
    void server.exited.then(async (reason) => {
      if (stopping) return
      await unlock()
      options.onExit?.(reason)
    })
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: server.pid,
      stop: () => (stopping ??= server.stop().then(unlock)),
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * A second try helps in two cases: somebody took the port between looking and binding, and sessions of a
 * killed server still hold its shared memory.
 */
async function startWithRetries(
  portFile: string,
  options: Omit<ServerOptions, 'port'>,
): Promise<{ server: Server; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(portFile)
    try {
      return { server: await startServer({ ...options, port }), port }
    } catch (error) {
      const mayPass = /could not create any TCP|shared memory block|lock file/.test(String(error))
      if (!mayPass || attempt === 10) throw error
      await sleep(200 * attempt)
    }
  }
}
