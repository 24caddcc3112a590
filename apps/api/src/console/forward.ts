import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppContext, AppEnv } from '../env.ts'

/** Nothing of the browser's own may decide anything on the public API. */
const DROPPED = ['cookie', 'origin', 'referer', 'authorization']

export interface ApiCall {
  /** Path and query. */
  path: string
  key: string
  method?: string
  /** Passed on as it comes in; its headers with it. */
  body?: ReadableStream | null
}

/** Calls the public API as anybody would, with the key as bearer. The console can do nothing that a key can't. */
export async function callApi(app: OpenAPIHono<AppEnv>, c: AppContext, call: ApiCall): Promise<Response> {
  const headers = new Headers(c.req.raw.headers)
  for (const name of DROPPED) headers.delete(name)
  headers.set('authorization', `Bearer ${call.key}`)
  const { body } = call
  if (body === undefined) for (const name of ['content-type', 'content-length']) headers.delete(name)
  const request = new Request(atPath(c.req.url, call.path), {
    method: call.method ?? 'GET',
    headers,
    signal: c.req.raw.signal,
    ...(body === undefined || body === null ? {} : { body, duplex: 'half' }),
  })
  return app.fetch(request, { ...c.env, sendsFiles: true })
}

/** Never another host, whatever the path looks like. */
function atPath(url: string, pathAndQuery: string): URL {
  const address = new URL(url)
  // A query may have more of them.
  const [path = ''] = pathAndQuery.split('?', 1)
  address.pathname = path
  address.search = pathAndQuery.slice(path.length)
  return address
}
