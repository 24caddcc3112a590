import {
  CLOSE_MS,
  createRuntime,
  exitAfterFailedStart,
  readBoth,
  readServiceSettings,
  shutdownOnSignal,
} from '@jointo/ai-service'
import { createMetrics } from '@jointo/ai-service/prometheus'
import { createLogger } from './logger.ts'
import { readWorkerSettings } from './settings.ts'
import { startWorker } from './worker.ts'

/** For handing back what is still in hand. */
const HAND_BACK_MS = 2_000

/** The whole program. A wrong setting ends it with one line for each. */
export async function run(): Promise<void> {
  await start().catch(exitAfterFailedStart)
}

async function start(): Promise<void> {
  const [settings, serviceSettings] = readBoth(
    () => readWorkerSettings(process.env),
    () => readServiceSettings(process.env),
  )
  const logger = createLogger(settings.logLevel, process.env)
  const metrics = createMetrics({ process: true })
  const runtime = await createRuntime(serviceSettings, { logger, onVendorCall: metrics.onVendorCall })
  metrics.watch(runtime)
  const worker = await startWorker(runtime, settings, logger, metrics)
  const deadlineMs = settings.drainMs + HAND_BACK_MS + CLOSE_MS
  shutdownOnSignal({ logger, close: () => worker.close(), deadlineMs, message: 'draining' })
  logger.info({ concurrency: serviceSettings.workerConcurrency, port: worker.port }, 'taking jobs')
}
