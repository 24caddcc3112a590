import type { OpenAPIHono } from '@hono/zod-openapi'
import { compress } from 'hono/compress'
import { z } from 'zod'
import type { AppContext, AppEnv } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { answerFor } from '../errors/service-errors.ts'
import { validationError } from '../errors/validation-error.ts'
import { jsonBody } from '../middleware/body.ts'
import { requestLog } from '../middleware/request-log.ts'
import { builtConsole, sendBuiltFile, sendPage } from './assets.ts'
import { callApi } from './forward.ts'
import { refuseOtherOrigins } from './same-origin.ts'
import { createSeal, type Seal } from './seal.ts'
import { forgetKey, keepKey, readKey, type Role, ROLES } from './session.ts'

const API = '/console/api'
const SESSION = '/console/session'
const keySchema = z.strictObject({ key: z.string().trim().min(1).max(500) })
/** Nothing named: both. */
const endSchema = z.strictObject({ role: z.enum(ROLES).optional() })
/** What tells whether a key is good, and costs little. */
const CHECKS: Readonly<Record<Role, string>> = { account: '/v1/credits', operator: '/admin/accounts' }

export interface ConsoleOptions {
  /** Seals sessions. Processes that share it share sessions. */
  secret: string
  /** Default: the build of the package beside this one. */
  folder?: string | undefined
}

/** The web console: its pages, its session, and the public API for whoever has one. Forwarded calls are logged as what they are. */
export function mountConsole(app: OpenAPIHono<AppEnv>, options: ConsoleOptions): void {
  const seal = createSeal(options.secret)
  const folder = options.folder ?? builtConsole()

  app.all(`${API}/*`, (c) => {
    refuseOtherOrigins(c)
    return forward(app, c, seal)
  })
  app.use(SESSION, requestLog)
  app.get(SESSION, (c) => {
    refuseOtherOrigins(c)
    return c.json(sessionOf(c, seal))
  })
  app.post(SESSION, jsonBody(), async (c) => {
    refuseOtherOrigins(c)
    const { key, role } = await signIn(app, c)
    keepKey(c, seal, role, key)
    return c.json({ ...sessionOf(c, seal), [role]: true })
  })
  app.delete(SESSION, (c) => {
    refuseOtherOrigins(c)
    const parsed = endSchema.safeParse(c.req.query())
    if (!parsed.success) throw validationError(parsed.error, 'query')
    const { role } = parsed.data
    for (const one of role === undefined ? ROLES : [role]) forgetKey(c, one)
    return c.body(null, 204)
  })
  app.get('/console/assets/:name', compress(), (c) => sendBuiltFile(c, folder, c.req.param('name')))
  app.get('/console', (c) => sendPage(c, folder))
  app.get('/console/*', (c) => sendPage(c, folder))
}

async function forward(app: OpenAPIHono<AppEnv>, c: AppContext, seal: Seal): Promise<Response> {
  const { pathname, search } = new URL(c.req.url)
  const path = pathname.slice(API.length)
  const area = /^\/(v1|admin)\//.exec(path)?.[1]
  if (area === undefined) return c.notFound()
  const role: Role = area === 'admin' ? 'operator' : 'account'
  const key = readKey(c, seal, role)
  if (key === undefined) throw answerFor('missing_api_key', 'Sign in again: this session has ended')
  const { method, body } = c.req.raw
  const reply = await callApi(app, c, { path: path + search, key, method, body })
  c.set('requestId', reply.headers.get('x-request-id') ?? c.get('requestId'))
  // Also a 401 leaves the cookie: the page may no longer wait for this answer, and the next shall still say why.
  return new Response(reply.body, reply)
}

/** @throws ApiError when the key opens nothing */
async function signIn(app: OpenAPIHono<AppEnv>, c: AppContext): Promise<{ key: string; role: Role }> {
  const parsed = keySchema.safeParse(JSON.parse(await c.req.text()))
  if (!parsed.success) throw validationError(parsed.error, 'json')
  const { key } = parsed.data
  const role: Role = /^jt_(live|test)_/.test(key) ? 'account' : 'operator'
  // A header can't carry everything that somebody may paste.
  const isSendable = /^[\x21-\x7e]+$/.test(key)
  const status = isSendable ? await statusOf(app, c, CHECKS[role], key) : 401
  if (status === 200) return { key, role }
  if (status === 401 || status === 403)
    throw answerFor('invalid_api_key', 'This key is not valid. Check that it was copied whole.')
  if (status === 429) throw answerFor('rate_limited', 'Too many wrong keys: wait a minute, then try again.')
  throw new ApiError(503, 'not_ready', 'The key could not be checked at the moment. Try again shortly.')
}

async function statusOf(app: OpenAPIHono<AppEnv>, c: AppContext, path: string, key: string): Promise<number> {
  const reply = await callApi(app, c, { path, key })
  await reply.body?.cancel()
  return reply.status
}

function sessionOf(c: AppContext, seal: Seal): Record<Role, boolean> {
  return {
    account: readKey(c, seal, 'account') !== undefined,
    operator: readKey(c, seal, 'operator') !== undefined,
  }
}
