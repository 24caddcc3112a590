export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.ts'
export { spawnEmbeddedPostgres, type SpawnedPostgres, type SpawnOptions } from './spawn.ts'
export { EmbeddedPostgresError } from './errors.ts'
