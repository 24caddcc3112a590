export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './database.ts'
export { startTestS3, type TestS3 } from './s3.ts'
export { spawnNode, type SpawnedNode, type SpawnNodeOptions } from './spawn-node.ts'
export { runExample } from './run-example.ts'
