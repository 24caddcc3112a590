import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { localUrl, readSettings } from '../settings.ts'
import { DemoError } from './errors.ts'

export interface Output {
  asset_id: string
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  duration_seconds: number | null
}

export interface Job {
  id: string
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'
  progress: number
  output: Output[]
  error: { code: string; message: string } | null
  credits: { charged: string }
}

export interface Api {
  createJob: (request: object) => Promise<Job>
  getJob: (id: string) => Promise<Job>
  available: () => Promise<string>
  download: (assetId: string, file: string) => Promise<void>
}

/** The API of this machine, or the one that the environment names. */
export async function openApi(environment: NodeJS.ProcessEnv): Promise<Api> {
  const settings = readSettings(environment)
  const named = environment['JOINTO_URL']?.trim() || environment['PUBLIC_URL']?.trim()
  const url = (named || localUrl(settings.host, settings.port)).replace(/\/+$/, '')
  await assertRunning(url)
  const key = await readKey(environment, path.join(settings.dataDir, 'dev-api-key'))

  const call = async (route: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const reply = await fetch(url + route, { ...init, headers, signal: AbortSignal.timeout(60_000) })
    if (!reply.ok) throw new DemoError(await explain(reply, url))
    return reply
  }
  const json = async <T>(reply: Promise<Response>): Promise<T> => {
    const value: T = JSON.parse(await (await reply).text())
    return value
  }
  return {
    createJob: (request) => json<Job>(call('/v1/jobs', { method: 'POST', body: JSON.stringify(request) })),
    getJob: (id) => json<Job>(call(`/v1/jobs/${id}`)),
    available: async () => (await json<{ available: string }>(call('/v1/credits'))).available,
    download: async (assetId, file) => {
      const reply = await call(`/v1/assets/${assetId}/content`)
      if (reply.body) await pipeline(Readable.fromWeb(reply.body), createWriteStream(file))
    },
  }
}

async function assertRunning(url: string): Promise<void> {
  try {
    const reply = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) })
    await reply.body?.cancel()
  } catch {
    throw new DemoError(
      `No API answers at ${url}: start it with \`npx -y pnpm@12 start\` in another terminal, or set JOINTO_URL.`,
    )
  }
}

async function readKey(environment: NodeJS.ProcessEnv, file: string): Promise<string> {
  const given = environment['JOINTO_API_KEY']?.trim()
  const key = given || (await readFile(file, 'utf8').catch(() => '')).trim()
  if (key === '') {
    throw new DemoError(
      `No API key: set JOINTO_API_KEY, or DATA_DIR to the folder of the running API (${file} is missing).`,
    )
  }
  return key
}

async function explain(reply: Response, url: string): Promise<string> {
  const text = await reply.text()
  const { code = '', message = text.slice(0, 200) } = errorOf(text)
  if (reply.status === 401) {
    return `The API at ${url} does not accept the key: set JOINTO_API_KEY, or DATA_DIR to the folder of that API.`
  }
  const cure = code === 'model_not_found' ? ' Start the API with MOCK_PROVIDER=on.' : ''
  return `The API refused (${reply.status} ${code}): ${message}${cure}`
}

function errorOf(text: string): { code?: string; message?: string } {
  try {
    const body: { error?: { code?: string; message?: string } } = JSON.parse(text)
    return body.error ?? {}
  } catch {
    return {}
  }
}
