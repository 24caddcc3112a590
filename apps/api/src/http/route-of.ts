import { matchedRoutes } from 'hono/route'
import type { AppContext } from '../env.ts'

/** The pattern, not the path: paths hold ids. */
export function routeOf(c: AppContext): string {
  const routes = matchedRoutes(c).filter((route) => route.method !== 'ALL')
  return routes.at(-1)?.path ?? 'unmatched'
}
