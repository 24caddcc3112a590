import { silentLogger } from '@jointo/http-base'
import { createProviderRegistry } from '@jointo/providers'
import { onTestFinished } from 'vitest'
import type { ServiceContext } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { createJobWatcher } from '../../src/events/job-watcher.ts'
import { createDataFolder } from '../../src/files/data-folder.ts'
import { createQueue } from '../../src/queue/queue.ts'
import { createFolderStorage } from '../../src/storage/folder-storage.ts'
import type { TestService } from './create-test-service.ts'

/** What the service has inside, on the same database: for tests that take single steps by hand. */
export async function openContext(
  { databaseUrl, runtime }: TestService,
  cleanup: (work: () => Promise<void>) => void = onTestFinished,
): Promise<ServiceContext> {
  const logger = silentLogger
  const database = openDatabase({ databaseUrl, logger })
  const queue = createQueue({ databaseUrl, logger, supervise: false })
  const watcher = createJobWatcher(databaseUrl, logger)
  await queue.start()
  cleanup(async () => {
    await queue.stop({ timeoutMs: 1_000 })
    await watcher.close()
    await database.close()
  })
  return {
    db: database.db,
    queue,
    watcher,
    storage: createFolderStorage(runtime.settings.dataDir),
    dataFolder: createDataFolder(runtime.settings, true),
    providers: createProviderRegistry([]),
    settings: runtime.settings,
    logger,
    leaving: new Set(),
  }
}
