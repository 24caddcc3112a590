import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabaseServer } from '@jointo/test-support'
import { Pool } from 'pg'
import { createRuntime, readServiceSettings, type Principal, type Runtime } from '../src/index.ts'

export const CONNECTIONS = 16

export interface Setting {
  runtime: Runtime
  /** Straight to the tables, over as many connections as the service has. */
  pool: Pool
  /** For processes beside this one. */
  environment: Record<string, string>
  /** Accounts with credits enough for everything. */
  accounts: Principal[]
  close: () => Promise<void>
}

/** The service on a Postgres of its own that waits for the disk, as in production. */
export async function openSetting(): Promise<Setting> {
  const server = await startDatabaseServer({ durable: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-bench-'))
  const environment = {
    DATABASE_URL: server.url,
    DATABASE_MAX_CONNECTIONS: String(CONNECTIONS),
    DATA_DIR: dataDir,
    MOCK_PROVIDER: 'on',
  }
  const runtime = await createRuntime(readServiceSettings(environment), { worker: false })
  const pool = new Pool({ connectionString: server.url, max: CONNECTIONS })
  pool.on('error', () => undefined)
  const accounts: Principal[] = []
  for (let index = 0; index < 100; index += 1) {
    const { id } = await runtime.service.accounts.create({ name: `bench ${index}` })
    await runtime.service.credits.grant(id, { amount: '100000000', reason: 'bench' })
    accounts.push({ accountId: id })
  }
  return {
    runtime,
    pool,
    environment,
    accounts,
    async close() {
      await runtime.close()
      await pool.end()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
