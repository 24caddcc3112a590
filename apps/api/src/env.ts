import type { HttpBindings } from '@hono/node-server'
import type { AIService, KeyPrincipal, Logger } from '@jointo/ai-service'
import type { Metrics } from '@jointo/ai-service/prometheus'
import type { Context, MiddlewareHandler } from 'hono'
import type { HeldBody } from './limits/body-room.ts'
import type { Limits } from './limits/limits.ts'
import type { HttpMetrics } from './metrics/http-metrics.ts'
import type { OpenApiDocument } from './openapi.ts'
import type { ApiSettings } from './settings.ts'

export interface AppDependencies {
  service: AIService
  settings: ApiSettings
  logger: Logger
  /** Default: none but for what is open at once. */
  limits?: Limits
  /** Default: its own. */
  metrics?: Metrics
  /** Default: made in `metrics`. */
  httpMetrics?: HttpMetrics
  /** Fires when the process begins to end: it is not ready any more, and streams go elsewhere. */
  draining?: AbortSignal
  /** Fires when the process is about to end: whoever waits for a job answers now. */
  shutdown?: AbortSignal
}

/** What every request carries. */
export interface AppEnv {
  /** Empty when the app is called without a socket. */
  Bindings: Partial<HttpBindings> & {
    /** Files are sent, never linked to: the console takes nothing from other hosts. */
    sendsFiles?: boolean
  }
  Variables: Required<AppDependencies> & {
    requestId: string
    /** The OpenAPI document of all routes. */
    describe: () => OpenApiDocument
    /** Set by `requireApiKey`; only routes behind it may read it. */
    principal: KeyPrincipal
    /** Why an answer is a 503, in the words of what failed. */
    cause?: string
    /** A stream that began well ended without its result. */
    isCutShort?: boolean
    /** Set where bodies may be large: takes the memory for what is read. */
    heldBody?: HeldBody
    /** Set there as well: lets go of what was sent, once it is kept. */
    releaseBody?: () => void
  }
}

export type AppContext = Context<AppEnv>
export type AppMiddleware = MiddlewareHandler<AppEnv>
