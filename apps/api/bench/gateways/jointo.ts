import { createRuntime, readServiceSettings, type AIService, type KeyPrincipal } from '@jointo/ai-service'
import { createProvidersFromEnvironment } from '@jointo/providers'
import { createApp, startServer } from '../../src/index.ts'
import { createLogger } from '../../src/logger.ts'
import { tell } from '../processes.ts'

/**
 * The API as it is deployed, without limits on requests; with `UNMETERED=1` as a product embeds it that has its own keys and asks for no credits: the same
 * routes and providers around a service of its own.
 */
const serviceSettings = readServiceSettings(process.env)
const logger = createLogger('info', process.env)
const providers = createProvidersFromEnvironment(serviceSettings.environment, {
  mock: false,
  client: { retry: { maxAttempts: 1 }, logger },
})
const runtime = await createRuntime(serviceSettings, { logger, providers })
const service = process.env['UNMETERED'] === '1' ? unmetered(runtime.service) : runtime.service
const settings = { adminApiKey: undefined, resultWaitMs: 590_000, keepAliveMs: 15_000 }
const server = await startServer({ host: '127.0.0.1', port: 0 }, (publicUrl, shutdown) => {
  return createApp({ service, settings: { ...settings, publicUrl }, logger, shutdown }).fetch
})
if (process.env['RUN_JOBS'] === '1') await runtime.runner.start()
tell(Number(new URL(server.url).port), async () => {
  await server.close(100)
  await runtime.runner.stop({ timeoutMs: 1_000 })
  await runtime.close()
  process.exit()
})

function unmetered(whole: AIService): AIService {
  const anybody: KeyPrincipal = { accountId: 'anybody', apiKeyId: 'any', scopes: ['read', 'write'] }
  const resolve = (id: string) => providers.resolve(id)
  return {
    ...whole,
    apiKeys: { ...whole.apiKeys, authenticate: async () => anybody },
    chat: {
      async complete(_principal, request, options) {
        const { provider, model } = resolve(request.model)
        return provider.chat({ ...request, model: model.id }, options)
      },
      async stream(_principal, request, options) {
        const { provider, model } = resolve(request.model)
        return provider.streamChat({ ...request, model: model.id }, options)
      },
    },
  }
}
