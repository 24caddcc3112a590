import type { RouteConfig, RouteHandler } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'

/** One route with its handler, kept together in one file; `routes/index.ts` lists them all. */
export interface Operation<R extends RouteConfig = RouteConfig> {
  route: R
  handler: RouteHandler<R, AppEnv>
}

/** Ties the types of a handler to its route: what was validated comes in, what is documented goes out. */
export function operation<R extends RouteConfig>(route: R, handler: RouteHandler<R, AppEnv>): Operation<R> {
  return { route, handler }
}
