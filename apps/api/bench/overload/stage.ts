import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRuntime, readServiceSettings } from '@jointo/ai-service'
import { spawnNode, startDatabaseServer, type SpawnedNode } from '@jointo/test-support'
import { onCore } from './cores.ts'

export interface Stage {
  /** Keys of accounts with credits enough for everything. */
  keys: string[]
  /** The API in a process of its own. */
  startApi: (env?: Record<string, string>) => Promise<RunningApi>
  close: () => Promise<void>
}

export interface RunningApi {
  port: number
  stop: () => Promise<void>
}

const ACCOUNTS = 100
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** What keeps to which. Default: it runs wherever the kernel lets it. */
export interface Cores {
  postgres?: number
  api?: number
}

/** An API as in production, but for limits: on a Postgres that waits for the disk, driven from this process. */
export async function openStage(cores: Cores): Promise<Stage> {
  const server = await onCore(cores.postgres, () => startDatabaseServer({ durable: true }))
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-bench-'))
  const environment = { DATABASE_URL: server.url, DATA_DIR: dataDir, MOCK_PROVIDER: 'on' }
  const { service, close } = await createRuntime(readServiceSettings(environment), { worker: false })
  const keys: string[] = []
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const { id } = await service.accounts.create({ name: `bench ${index}` })
    await service.credits.grant(id, { amount: '100000000', reason: 'bench' })
    keys.push((await service.apiKeys.create(id, { name: 'bench' })).key)
  }
  await close()
  return {
    keys,
    async startApi(env = {}) {
      const port = await freePort()
      const node = await onCore(cores.api, () =>
        spawnNode(MAIN, {
          env: {
            ...environment,
            PORT: String(port),
            // A line for each request would be read by the process that measures.
            LOG_LEVEL: 'warn',
            RATE_LIMIT_CREATES_PER_MINUTE: '0',
            RATE_LIMIT_CALLS_PER_MINUTE: '0',
            RATE_LIMIT_READS_PER_MINUTE: '0',
            SHUTDOWN_DELAY_SECONDS: '0',
            ...env,
          },
        }),
      )
      const url = `http://127.0.0.1:${port}`
      await untilAlive(url, node)
      return { port, stop: () => node.stop() }
    },
    async close() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a server without a port')
  return address.port
}

async function untilAlive(url: string, node: SpawnedNode): Promise<void> {
  const ended = node.exited.then(() => {
    throw new Error(`The API ended: ${node.lines.join('\n')}`)
  })
  const alive = async (): Promise<void> => {
    while (!(await fetch(`${url}/healthz`).catch(() => undefined))?.ok) await sleep(50)
  }
  await Promise.race([alive(), ended])
  // From now on it may end.
  ended.catch(() => undefined)
}
