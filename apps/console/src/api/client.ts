import { ApiFailure, failureOf } from './failure.ts'

/** The API as the console reaches it: the session's key is added on the server. */
const BASE = '/console/api'

/** What proves to the server that our own scripts ask. */
export const OURS = { 'x-jointo-console': '1' }

export interface CallInit {
  method?: 'GET' | 'POST' | 'DELETE' | 'PATCH'
  json?: unknown
  body?: FormData
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * @throws ApiFailure
 * @example `const page = await call<Page<Job>>('/v1/jobs?limit=20')`
 */
export async function call<T>(path: string, init: CallInit = {}): Promise<T> {
  const response = await open(path, init)
  const text = await response.text()
  return text === '' ? (undefined as T) : JSON.parse(text)
}

/** The answer itself, for what is read as it comes. */
export async function open(path: string, { json, ...init }: CallInit = {}): Promise<Response> {
  const body = json === undefined ? init.body : JSON.stringify(json)
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { ...OURS, ...type, ...init.headers }
  const method = init.method ?? (body === undefined ? 'GET' : 'POST')
  const request = { method, headers, ...(body && { body }), ...(init.signal && { signal: init.signal }) }
  const url = path.startsWith('/console/') ? path : BASE + path
  const response = await fetch(url, request).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error
    throw new ApiFailure(0, 'unreachable', 'The server can not be reached. Is it running?')
  })
  if (!response.ok) throw await failureOf(response)
  return response
}

/** Query parameters that are set. */
export function query(values: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

export const contentUrl = (assetId: string): string =>
  `${BASE}/v1/assets/${encodeURIComponent(assetId)}/content`

export const eventsUrl = (jobId: string): string => `${BASE}/v1/jobs/${encodeURIComponent(jobId)}/events`
