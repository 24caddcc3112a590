import type { Logger } from '@jointo/http-base'
import type { ProviderRegistry } from '@jointo/providers'
import type { Database } from './db/client.ts'
import type { JobWatcher } from './events/job-watcher.ts'
import type { DataFolder } from './files/data-folder.ts'
import type { Queue } from './queue/queue.ts'
import type { ServiceSettings } from './settings.ts'
import type { Storage } from './storage/storage.ts'

/** What every verb needs; built once per process. */
export interface ServiceContext {
  db: Database
  queue: Queue
  storage: Storage
  /** The part of this machine's disk that this process lives on. */
  dataFolder: DataFolder
  watcher: JobWatcher
  providers: ProviderRegistry
  settings: ServiceSettings
  logger: Logger
  /** Writes under way about callers who went away without their result. */
  leaving: Set<Promise<void>>
}
