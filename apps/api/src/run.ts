import {
  CLOSE_MS,
  createRuntime,
  exitAfterFailedStart,
  prepareEmbeddedAccount,
  readBoth,
  readServiceSettings,
  shutdownOnSignal,
} from '@jointo/ai-service'
import { createMetrics } from '@jointo/ai-service/prometheus'
import { createApp } from './app.ts'
import { createLimits } from './limits/limits.ts'
import { createShedder } from './load/shedder.ts'
import { createLogger } from './logger.ts'
import { createHttpMetrics } from './metrics/http-metrics.ts'
import { startServer } from './server.ts'
import { readApiSettings } from './settings.ts'

/** The whole program. A wrong setting ends it with one line for each. */
export async function run(): Promise<void> {
  await start().catch(exitAfterFailedStart)
}

async function start(): Promise<void> {
  const [settings, serviceSettings] = readBoth(
    () => readApiSettings(process.env),
    () => readServiceSettings(process.env),
  )
  const logger = createLogger(settings.logLevel, process.env)
  const metrics = createMetrics({ process: true })
  const { onVendorCall } = metrics
  const runtime = await createRuntime(serviceSettings, { logger, worker: false, onVendorCall })
  metrics.watch(runtime)
  const { service } = runtime
  if (process.env['JOINTO_EMBEDDED'] === '1') {
    const { adminKey } = await prepareEmbeddedAccount(service, serviceSettings.dataDir)
    settings.adminApiKey ??= adminKey
  }
  const limits = createLimits(settings.limits, logger)
  const httpMetrics = createHttpMetrics(metrics)
  const shedder = createShedder(settings.overload, runtime, httpMetrics)
  const server = await startServer(
    settings,
    (url, shutdown, draining) => {
      const publicUrl = settings.publicUrl ?? url
      const app = { service, settings: { ...settings, publicUrl }, logger, limits, metrics, httpMetrics }
      return createApp({ ...app, shutdown, draining }).fetch
    },
    { shed: shedder.shed },
  )
  httpMetrics.openRequests(server.openRequests)
  const { delayMs, graceMs } = settings.ending
  const close = async (): Promise<void> => {
    await server.close(graceMs, delayMs)
    limits.close()
    shedder.stop()
    await runtime.close()
  }
  const deadlineMs = delayMs + graceMs + CLOSE_MS
  shutdownOnSignal({ logger, close, deadlineMs, message: 'shutting down' })
  logger.info({ url: server.url }, 'listening')
}
