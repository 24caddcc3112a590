import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type SpawnedPostgres, spawnEmbeddedPostgres } from '@jointo/embedded-postgres'
import { scratchFolder } from './scratch-folder.ts'

interface ServerOptions {
  /** Waits for the disk as in production, which is what benchmarks want. Default: it forgets everything with the machine. */
  durable?: boolean
  /** Stays, so that a server can be started on it again, at the same address. Default: one that goes away with the server. */
  dataDir?: string
}

/** A Postgres of its own. */
export async function startDatabaseServer(options: ServerOptions = {}): Promise<SpawnedPostgres> {
  const { durable = false } = options
  const temporary = options.dataDir === undefined
  const dataDir = options.dataDir ?? (await newFolder(durable))
  return await spawnEmbeddedPostgres({ dataDir, durable, temporary })
}

async function newFolder(durable: boolean): Promise<string> {
  return mkdtemp(path.join(durable ? tmpdir() : await scratchFolder(), 'jointo-test-postgres-'))
}
