import {
  createRuntime,
  exitAfterFailedStart,
  readServiceSettings,
  shutdownOnSignal,
} from '@jointo/ai-service'
import { HELP } from './help.ts'
import { createLogger } from './logger.ts'
import { readWorkerSettings } from './settings.ts'
import { startWorker } from './worker.ts'

/** For giving back connections after the last job. */
const CLOSE_MS = 1_500

if (process.argv.includes('--help')) process.stdout.write(HELP)
else await start().catch(exitAfterFailedStart)

async function start(): Promise<void> {
  const settings = readWorkerSettings(process.env)
  const serviceSettings = readServiceSettings(process.env)
  const logger = createLogger(settings.logLevel)
  const runtime = await createRuntime(serviceSettings, { logger })
  const worker = await startWorker(runtime, settings, logger)
  const deadlineMs = settings.drainMs + CLOSE_MS
  shutdownOnSignal({ logger, close: () => worker.close(), deadlineMs, message: 'draining' })
  logger.info({ concurrency: serviceSettings.workerConcurrency, port: worker.port }, 'taking jobs')
}
