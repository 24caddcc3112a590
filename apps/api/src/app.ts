import { randomBytes } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import { createMetrics } from '@jointo/ai-service/prometheus'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { mountConsole } from './console/mount.ts'
import type { AppDependencies, AppEnv } from './env.ts'
import { ApiError } from './errors/api-error.ts'
import { handleError } from './errors/handle-error.ts'
import { validationError } from './errors/validation-error.ts'
import { createLimits } from './limits/limits.ts'
import { NO_RATES } from './limits/settings.ts'
import { createHttpMetrics } from './metrics/http-metrics.ts'
import { closeUnread } from './middleware/close-unread.ts'
import { cors } from './middleware/cors.ts'
import { requestGuard } from './middleware/request-guard.ts'
import { requestId } from './middleware/request-id.ts'
import { requestLog } from './middleware/request-log.ts'
import { requestTrace } from './middleware/request-trace.ts'
import { describeApi, type OpenApiDocument } from './openapi.ts'
import { operations } from './routes/index.ts'

/** The whole API around a service. Nothing happens before a request comes in. */
export function createApp(dependencies: AppDependencies): OpenAPIHono<AppEnv> {
  const {
    service,
    settings,
    logger,
    shutdown = new AbortController().signal,
    draining = shutdown,
  } = dependencies
  const { limits = createLimits(NO_RATES, logger), metrics = createMetrics() } = dependencies
  const { httpMetrics = createHttpMetrics(metrics) } = dependencies
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error, result.target)
    },
  })
  app.onError(handleError)
  app.notFound((c) => {
    const message = `There is no route ${c.req.method} ${c.req.path}; GET /openapi.json lists them all`
    return handleError(new ApiError(404, 'not_found', message), c)
  })

  let document: OpenApiDocument | undefined
  const describe = (): OpenApiDocument => (document ??= describeApi(operations, settings.publicUrl))
  app.use(async function provide(c, next) {
    c.set('service', service)
    c.set('settings', settings)
    c.set('logger', logger)
    c.set('limits', limits)
    c.set('metrics', metrics)
    c.set('httpMetrics', httpMetrics)
    c.set('draining', draining)
    c.set('shutdown', shutdown)
    c.set('describe', describe)
    await next()
  })
  app.use(requestId, closeUnread)
  // Without an operator's key no two processes share a secret: a session then ends with its process.
  const secret = settings.adminApiKey ?? randomBytes(32).toString('hex')
  mountConsole(app, { secret, folder: settings.consoleFolder })
  app.use(requestTrace, requestLog, cors, requestGuard)
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(', ')
        const message = `${c.req.method} is not offered on ${c.req.path}, only ${allow}`
        return handleError(new ApiError(405, 'method_not_allowed', message, { headers: { allow } }), c)
      },
    }),
  )

  app.openapiRoutes(operations)
  return app
}
