import {
  createRuntime,
  exitAfterFailedStart,
  prepareEmbeddedAccount,
  readServiceSettings,
  shutdownOnSignal,
} from '@jointo/ai-service'
import { createApp } from './app.ts'
import { createLogger } from './logger.ts'
import { startServer } from './server.ts'
import { readApiSettings } from './settings.ts'

const SHUTDOWN_DEADLINE_MS = 9_500

/** The whole program. A wrong setting ends it with one line for each. */
export async function run(): Promise<void> {
  await start().catch(exitAfterFailedStart)
}

async function start(): Promise<void> {
  const settings = readApiSettings(process.env)
  const serviceSettings = readServiceSettings(process.env)
  const logger = createLogger(settings.logLevel)
  const runtime = await createRuntime(serviceSettings, { logger, worker: false })
  const { service } = runtime
  if (process.env['JOINTO_EMBEDDED'] === '1') {
    const { adminKey } = await prepareEmbeddedAccount(service, serviceSettings.dataDir)
    settings.adminApiKey ??= adminKey
  }
  const server = await startServer(settings, (url, shutdown) => {
    const publicUrl = settings.publicUrl ?? url
    return createApp({ service, settings: { ...settings, publicUrl }, logger, shutdown }).fetch
  })
  const close = async (): Promise<void> => {
    await server.close()
    await runtime.close()
  }
  shutdownOnSignal({ logger, close, deadlineMs: SHUTDOWN_DEADLINE_MS, message: 'shutting down' })
  logger.info({ url: server.url }, 'listening')
}
