import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { readBearer, type ApiKey } from './api-key.ts'
import { CallLog } from './call-log.ts'
import { FaultQueue, type TaskScript } from './faults.ts'
import { meetFaults } from './meet-faults.ts'
import { describeBody, readBody, type RequestBody } from './request-body.ts'
import { TaskStore } from './task-store.ts'

/** An HTTP error as the vendor words it. */
export interface VendorReply {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export interface VendorSettings {
  /** How long a task takes. */
  taskSeconds: number
  /** Path before every route when several vendors share a port, e.g. `/runway`. */
  prefix: string
}

/** What differs between vendors outside their routes. */
export interface VendorManners {
  /** The vendor's error body for a status, e.g. for a scripted 429; some vendors word it by path. */
  error(status: number, path?: string): VendorReply
  /** Said on every reply. */
  headers?(): Record<string, string>
}

export interface VendorVariables {
  body: RequestBody
  apiKey: ApiKey
  script: TaskScript
  /** The request met the `refuse` fault. */
  refused: boolean
}

export type VendorEnv = { Bindings: HttpBindings; Variables: VendorVariables }
export type VendorContext = Context<VendorEnv>

/** One vendor's memory: the log, the faults in line, the tasks. Routes get it and nothing else. */
export class VendorState<Work> {
  readonly log = new CallLog()
  readonly faults = new FaultQueue()
  readonly tasks: TaskStore<Work>
  readonly settings: VendorSettings

  constructor(settings: VendorSettings) {
    this.settings = settings
    this.tasks = new TaskStore<Work>(settings.taskSeconds)
  }

  /** Writes down paid work. Called by a route once nothing can refuse the request any more. */
  accept(c: VendorContext, work: { id: string; model?: string | undefined }): void {
    this.log.accepted.push({
      route: `${c.req.method} ${c.req.path}`,
      ...(work.model !== undefined && { model: work.model }),
      id: work.id,
      body: describeBody(c.var.body),
      at: new Date().toISOString(),
    })
  }

  /** Where the caller reached us, for URLs handed out. */
  publicUrl(c: VendorContext): string {
    return new URL(c.req.url).origin + this.settings.prefix
  }

  reset(): void {
    this.log.clear()
    this.faults.clear()
    this.tasks.clear()
  }
}

/** The frame every vendor's routes are put in: read the body, log, meet faults. */
export function createVendorApp<Work>(state: VendorState<Work>, manners: VendorManners): Hono<VendorEnv> {
  const { prefix } = state.settings
  const app = new Hono<VendorEnv>({
    getPath: (request) => new URL(request.url).pathname.slice(prefix.length) || '/',
  })
  app.use(async (c, next) => {
    c.set('body', await readBody(c.req.raw))
    c.set('apiKey', readBearer(c.req.header('authorization')))
    c.set('script', {})
    c.set('refused', false)
    const seen = {
      method: c.req.method,
      path: c.req.path,
      query: { ...c.req.query() },
      headers: { ...c.req.header() },
      body: describeBody(c.var.body),
      at: new Date().toISOString(),
    }
    const fault = state.faults.take(c.req.method, c.req.path)
    const index = state.log.requests.push({ ...seen, ...(fault !== undefined && { fault }) }) - 1
    const entry = state.log.requests[index]
    const replied = await meetFaults(c, fault, manners, next)
    if (!replied) return
    if (entry) entry.status = c.res.status
    for (const [name, value] of Object.entries(manners.headers?.() ?? {})) c.res.headers.set(name, value)
  })
  app.notFound((c) => sendReply(manners.error(404, c.req.path)))
  app.onError((error) => {
    if (error instanceof VendorRefusal) return sendReply(error.reply)
    throw error
  })
  return app
}

/** Thrown by a route to answer with one of the vendor's errors. */
export class VendorRefusal extends Error {
  override readonly name = 'VendorRefusal'
  readonly reply: VendorReply

  constructor(reply: VendorReply) {
    super(`${reply.status}`)
    this.reply = reply
  }
}

export function sendReply({ status, body, headers }: VendorReply): Response {
  if (typeof body === 'string') return new Response(body, { status, headers: headers ?? {} })
  return Response.json(body, { status, headers: headers ?? {} })
}
