import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type SpawnedPostgres, spawnEmbeddedPostgres } from '@jointo/embedded-postgres'

/** Names a unix socket on which the test run's main process answers with the database's address. */
export const SOCKET_VARIABLE = 'JOINTO_TEST_DATABASE_SOCKET'

/** A server that forgets everything, in a folder that goes away with it. */
export async function startDatabaseServer(): Promise<SpawnedPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jointo-test-postgres-'))
  return await spawnEmbeddedPostgres({ dataDir, durable: false, temporary: true })
}
