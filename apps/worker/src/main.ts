import { createRuntime, readServiceSettings } from '@jointo/ai-service'
import { HELP } from './help.ts'
import { createLogger } from './logger.ts'
import { readWorkerSettings } from './settings.ts'
import { exitAfterFailedStart, shutdownOnSignal } from './shutdown.ts'
import { startWorker } from './worker.ts'

if (process.argv.includes('--help')) process.stdout.write(HELP)
else await start().catch(exitAfterFailedStart)

async function start(): Promise<void> {
  const settings = readWorkerSettings(process.env)
  const serviceSettings = readServiceSettings(process.env)
  const logger = createLogger(settings.logLevel)
  const runtime = await createRuntime(serviceSettings, { logger })
  const worker = await startWorker(runtime, settings, logger)
  shutdownOnSignal(logger, () => worker.close())
  logger.info({ concurrency: serviceSettings.workerConcurrency, port: worker.port }, 'taking jobs')
}
