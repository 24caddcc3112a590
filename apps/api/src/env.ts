import type { HttpBindings } from '@hono/node-server'
import type { AIService, KeyPrincipal, Logger } from '@jointo/ai-service'
import type { Context, MiddlewareHandler } from 'hono'
import type { OpenApiDocument } from './openapi.ts'
import type { ApiSettings } from './settings.ts'

export interface AppDependencies {
  service: AIService
  settings: ApiSettings
  logger: Logger
  /** Fires when the process is about to end: whoever waits for a job answers now. */
  shutdown?: AbortSignal
}

/** What every request carries. */
export interface AppEnv {
  /** Empty when the app is called without a socket. */
  Bindings: Partial<HttpBindings>
  Variables: Required<AppDependencies> & {
    requestId: string
    /** The OpenAPI document of all routes. */
    describe: () => OpenApiDocument
    /** Set by `requireApiKey`; only routes behind it may read it. */
    principal: KeyPrincipal
  }
}

export type AppContext = Context<AppEnv>
export type AppMiddleware = MiddlewareHandler<AppEnv>
