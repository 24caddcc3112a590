import { spawnEmbeddedPostgres, type SpawnedPostgres } from '@jointo/embedded-postgres'
import type { FaultProxy } from '@jointo/fault-proxy'

/** A durable Postgres that can be stopped in the middle of everything. */
export class Database {
  readonly #dataDir: string
  #server: SpawnedPostgres

  private constructor(dataDir: string, server: SpawnedPostgres) {
    this.#dataDir = dataDir
    this.#server = server
  }

  static async start(dataDir: string): Promise<Database> {
    return new Database(dataDir, await spawnEmbeddedPostgres({ dataDir }))
  }

  /** Past every proxy. */
  get url(): string {
    return this.#server.url
  }

  /** An immediate stop: no flushing, sessions are cut, and the log is replayed at the next start. */
  async crashAndRestart(proxy: FaultProxy): Promise<void> {
    const ended = this.#server
    process.kill(ended.pid, 'SIGQUIT')
    await ended.stop()
    this.#server = await spawnEmbeddedPostgres({ dataDir: this.#dataDir })
    proxy.retarget(this.#server.url)
  }

  async stop(): Promise<void> {
    await this.#server.stop()
  }
}
