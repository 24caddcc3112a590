import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type SpawnedPostgres, spawnEmbeddedPostgres } from '@jointo/embedded-postgres'

/** Names a unix socket on which the test run's main process answers with the database's address. */
export const SOCKET_VARIABLE = 'JOINTO_TEST_DATABASE_SOCKET'

/**
 * A server in a folder that goes away with it. It forgets everything with the machine, unless it is to be `durable`: then it
 * waits for the disk as in production, which is what benchmarks want.
 */
export async function startDatabaseServer(options: { durable?: boolean } = {}): Promise<SpawnedPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jointo-test-postgres-'))
  return await spawnEmbeddedPostgres({ dataDir, durable: options.durable ?? false, temporary: true })
}
