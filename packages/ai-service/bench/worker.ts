import { spawnNode, type SpawnedNode } from '@jointo/test-support'
import { fileURLToPath } from 'node:url'

const WORKER = fileURLToPath(new URL('../test/helpers/worker-process.ts', import.meta.url))

/** A worker in a process of its own. */
export async function startWorker(environment: Record<string, string>): Promise<SpawnedNode> {
  const worker = spawnNode(WORKER, { env: environment })
  await worker.waitForLine('running', 60_000)
  return worker
}
