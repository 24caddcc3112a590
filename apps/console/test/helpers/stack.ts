import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import {
  createRuntime,
  migrate,
  readServiceSettings,
  type CreatedApiKey,
  type Runtime,
} from '@jointo/ai-service'
import { createTestDatabase, program, spawnNode, type SpawnedNode } from '@jointo/test-support'

export const ADMIN_KEY = 'operator-key-0123456789'

/** The real thing: a database, the API as a process of its own, and a worker in this one, with the mock vendor. */
export interface Stack {
  url: string
  databaseUrl: string
  service: Runtime['service']
  newAccount: (credits: string) => Promise<CreatedApiKey>
  /** Kills the API. */
  killApi: () => Promise<void>
  /** Starts it again at the same address. */
  startApi: () => Promise<void>
  stop: () => Promise<void>
}

const apps = path.join(import.meta.dirname, '..', '..', '..')
const API = await program(new URL('../../../api/src/main.ts', import.meta.url))

/** Builds the console too, where that was not done yet. */
export async function startStack(options: { port?: number; working?: boolean } = {}): Promise<Stack> {
  const building = promisify(execFile)(process.execPath, [
    path.join(apps, 'console', 'scripts', 'build.ts'),
    '--if-stale',
  ])
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jointo-console-'))
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MOCK_PROVIDER: 'on',
    // Receivers of webhooks are on this machine.
    ALLOW_PRIVATE_NETWORK: '1',
  }
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const runtime = await createRuntime(readServiceSettings(environment), { logger: silent })
  if (options.working ?? true) await runtime.runner.start()
  await building

  let port = options.port ?? 0
  let api: SpawnedNode
  const startApi = async (): Promise<void> => {
    const env = {
      ...environment,
      PORT: String(port),
      ADMIN_API_KEY: ADMIN_KEY,
      HOST: undefined,
      PUBLIC_URL: undefined,
    }
    api = spawnNode(API, { env })
    const line = await api.waitForLine('listening')
    port = Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1])
  }
  await startApi()
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: database.url,
    service: runtime.service,
    newAccount: async (credits) => {
      const account = await runtime.service.accounts.create({ name: 'studio' })
      if (credits !== '0')
        await runtime.service.credits.grant(account.id, { amount: credits, reason: 'to begin with' })
      return runtime.service.apiKeys.create(account.id, { name: 'console', environment: 'test' })
    },
    startApi,
    killApi: async () => {
      api.kill('SIGKILL')
      await api.exited
    },
    stop: async () => {
      await api.stop(3_000)
      await runtime.runner.stop({ timeoutMs: 5_000 })
      await runtime.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
