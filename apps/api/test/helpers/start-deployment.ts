import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@jointo/ai-service'
import { startFaultProxy, type FaultProxy } from '@jointo/fault-proxy'
import { createTestDatabase, program, spawnNode, type SpawnedNode } from '@jointo/test-support'
import { onTestFinished } from 'vitest'

export interface Deployment {
  apis: [SpawnedNode, SpawnedNode]
  urls: [string, string]
  workers: [SpawnedNode, SpawnedNode]
  /** Between all of them and the database. */
  proxy: FaultProxy
  /** A statement straight to the database. */
  sql: (statement: string) => Promise<void>
  /** What all processes have printed. */
  lines: () => string[]
}

const programs = {
  api: await program(new URL('../../src/main.ts', import.meta.url)),
  worker: await program(new URL('../../../worker/src/main.ts', import.meta.url)),
}

/** Two APIs and two workers on one database, each a process of its own, as a deployment has them. */
export async function startDeployment(environment: Record<string, string>): Promise<Deployment> {
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const proxy = await startFaultProxy({ target: database.url })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-processes-'))
  const env = {
    DATABASE_URL: proxy.through(database.url),
    DATA_DIR: dataDir,
    PORT: '0',
    MOCK_PROVIDER: 'on',
    LOG_LEVEL: 'trace',
    ...environment,
  }
  const nodes: SpawnedNode[] = []
  const start = (app: keyof typeof programs): SpawnedNode => {
    const node = spawnNode(programs[app], { env })
    nodes.push(node)
    return node
  }
  onTestFinished(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    await proxy.close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  const apis: Deployment['apis'] = [start('api'), start('api')]
  const workers: Deployment['workers'] = [start('worker'), start('worker')]
  const urlOf = async (node: SpawnedNode): Promise<string> =>
    String(JSON.parse(await node.waitForLine('"listening"', 90_000)).url)
  const [first, second] = [await urlOf(apis[0]), await urlOf(apis[1])]
  for (const worker of workers) await worker.waitForLine('"taking jobs"', 90_000)
  return {
    apis,
    urls: [first, second],
    workers,
    proxy,
    sql: (statement) => database.run(statement),
    lines: () => nodes.flatMap(({ lines }) => lines),
  }
}
