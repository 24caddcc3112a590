import { join } from 'node:path'
import { silentLogger, type Logger, type RequestRecord } from '@jointo/http-base'
import { createProvidersFromEnvironment, type ProviderRegistry } from '@jointo/providers'
import { drainCalls } from '../calls/drain-calls.ts'
import { armBreakPoints } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { openDatabase, REQUEST_TIMEOUTS, TIMEOUTS, type DatabaseClient } from '../db/client.ts'
import { migrateAndStart } from '../db/migrate.ts'
import { createJobWatcher, type JobWatcher } from '../events/job-watcher.ts'
import { createDataFolder, requireDataFolder } from '../files/data-folder.ts'
import { orderTurnsOf, TURNS_AT_ONCE } from '../jobs/accept-turns.ts'
import { createQueue, type Queue } from '../queue/queue.ts'
import type { Figure } from '../operation/figures.ts'
import { readFigures } from '../operation/read-figures.ts'
import { createJobRunner, type JobRunner } from '../runner/create-job-runner.ts'
import { createAIService } from '../service.ts'
import type { ServiceSettings } from '../settings.ts'
import { createFolderStorage } from '../storage/folder-storage.ts'
import type { Storage } from '../storage/storage.ts'
import type { AIService } from '../types.ts'
import { giveBack } from './given-back.ts'

export interface Runtime {
  service: AIService
  /** Drives jobs once started. An API leaves it alone. */
  runner: JobRunner
  settings: ServiceSettings
  /** What the database knows about the whole deployment: for metrics. Rejects within two seconds when it says nothing. */
  figures: () => Promise<Figure[]>
  /** How busy this process's connections are; asking costs nothing. */
  pool: () => PoolStatus
  /**
   * While it is on, orders are accepted one statement at a time in place of two, so each takes more of those who wait. More of them are
   * done so, and each waits a little longer: for a time in which more come than can be done.
   */
  preferThroughput: (isOn: boolean) => void
  /** Gives everything back, within eight seconds whatever hangs (`CLOSE_MS`). Stop the runner first. */
  close: () => Promise<void>
}

export interface PoolStatus {
  total: number
  idle: number
  max: number
  /** Queries that wait for a connection, and orders that wait for those of other accounts. */
  waiting: number
  /** How long the oldest of them has waited. */
  longestWaitMs: number
}

export interface RuntimeOptions {
  logger?: Logger
  /** True in the process that will start the runner: it also looks after the queue. Default true. */
  worker?: boolean
  /** Instead of the providers that the environment names. */
  providers?: ProviderRegistry
  /** Told of each call to a vendor when it is over. Not of those that `providers` makes. */
  onVendorCall?: (record: RequestRecord) => void
}

/**
 * Brings the database up to date and puts the service together from settings. When that fails, what was opened is given back:
 * it may be called again. `providers` stay with whoever made them until it has succeeded.
 *
 * @example
 * const runtime = await createRuntime(readServiceSettings(process.env))
 * await runtime.runner.start()
 */
export async function createRuntime(
  settings: ServiceSettings,
  options: RuntimeOptions = {},
): Promise<Runtime> {
  const { logger = silentLogger, worker = true } = options
  if (settings.breakPoints.length > 0) {
    armBreakPoints(settings.breakPoints)
    logger.warn({ breakPoints: settings.breakPoints }, 'this process breaks down on purpose')
  }
  const dataFolder = createDataFolder(settings, worker)
  await requireDataFolder(dataFolder, settings)
  const opened = await open(settings, options, logger)
  const { database, queue, watcher, storage, providers } = opened
  const context: ServiceContext = {
    db: database.db,
    queue,
    watcher,
    storage,
    dataFolder,
    providers,
    settings,
    logger,
    leaving: new Set(),
  }
  try {
    const runner = createJobRunner(context)
    const orders = orderTurnsOf(context)
    await migrateAndStart(settings.databaseUrl, queue, { logger })
    return {
      service: createAIService(context),
      runner,
      settings,
      figures: () => readFigures(database.db),
      pool: () => {
        const { totalCount: total, idleCount: idle, waitingCount, longestWaitMs } = database.pool
        return {
          total,
          idle,
          max: settings.databaseMaxConnections,
          waiting: waitingCount + orders.waiting,
          longestWaitMs: Math.max(longestWaitMs, orders.longestWaitMs),
        }
      },
      preferThroughput(isOn) {
        orders.atOnce = isOn ? 1 : TURNS_AT_ONCE
      },
      async close() {
        await giveBack(logger, 'calls', 3_500, async () => {
          await drainCalls(context)
          await Promise.all(context.leaving)
        })
        await close(opened, logger)
      },
    }
  } catch (error) {
    await close({ ...opened, providers: options.providers === undefined ? providers : undefined }, logger)
    throw error
  }
}

interface Opened {
  database: DatabaseClient
  queue: Queue
  watcher: JobWatcher
  storage: Storage
  providers: ProviderRegistry
}

async function open(settings: ServiceSettings, options: RuntimeOptions, logger: Logger): Promise<Opened> {
  const { databaseUrl, databaseMaxConnections: maxConnections } = settings
  const { worker = true, onVendorCall } = options
  // What can fail comes first: nothing is open yet.
  const storage =
    settings.s3 === undefined
      ? createFolderStorage(join(settings.dataDir, 'files'))
      : (await import('../storage/s3-storage.ts')).openS3Storage(settings.s3)
  const providers =
    options.providers ??
    createProvidersFromEnvironment(settings.environment, {
      mock: settings.mockProvider,
      client: { retry: { maxAttempts: 1 }, logger, ...(onVendorCall && { onRequest: onVendorCall }) },
    })
  const timeouts = worker ? TIMEOUTS : REQUEST_TIMEOUTS
  return {
    database: openDatabase({ databaseUrl, maxConnections, timeouts, logger }),
    queue: createQueue({ databaseUrl, logger, supervise: worker }),
    watcher: createJobWatcher(databaseUrl, logger),
    storage,
    providers,
  }
}

/** Within four seconds, whatever hangs. */
async function close(
  {
    database,
    queue,
    watcher,
    storage,
    providers,
  }: Omit<Opened, 'providers'> & { providers: ProviderRegistry | undefined },
  logger: Logger,
): Promise<void> {
  await Promise.all([
    giveBack(logger, 'queue', 2_000, () => queue.stop({ timeoutMs: 1_000 })),
    giveBack(logger, 'vendors', 2_000, () => providers?.close()),
    giveBack(logger, 'events', 2_000, () => watcher.close()),
  ])
  storage.close()
  await giveBack(logger, 'database', 1_500, () => database.close())
}
