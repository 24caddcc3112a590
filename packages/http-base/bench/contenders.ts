import Runway from '@runwayml/sdk'
import got from 'got'
import OpenAI from 'openai'
import { Registry } from 'prom-client'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { BaseHTTPClient, type HTTPClientOptions, type VendorProfile } from '../src/index.ts'
import { createPrometheusObserver } from '../src/prometheus.ts'

const KEY = 'sk-0123456789abcdef'
const ROUTE = '/v1/chat/completions'
const body = { model: 'm', messages: [{ role: 'user' as const, content: 'x'.repeat(900) }] }

const profile: VendorProfile = {
  id: 'bench',
  name: 'Bench',
  baseUrl: 'http://127.0.0.1',
  apiKeyVariable: 'BENCH_API_KEY',
  baseUrlVariable: 'BENCH_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
}

const completion = z.looseObject({
  id: z.string(),
  choices: z.array(z.looseObject({ message: z.looseObject({ role: z.string(), content: z.string() }) })),
})

export class BenchClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions) {
    super(profile, { apiKey: KEY, ...options })
  }

  complete(): Promise<z.infer<typeof completion>> {
    return this.post(ROUTE, { json: body, schema: completion, billable: true })
  }

  download(megabytes: number): ReturnType<BenchClient['openStream']> {
    return this.openStream('GET', `/bytes/${megabytes}`)
  }

  upload(file: Blob): Promise<unknown> {
    const form = { kind: 'video', file: { bytes: file, filename: 'a.mp4', mediaType: 'video/mp4' } }
    return this.request('POST', '/upload', { form })
  }

  events(count: number): ReturnType<BenchClient['streamEvents']> {
    return this.streamEvents('GET', `/events/${count}`)
  }
}

export interface Contender {
  name: string
  call: () => Promise<unknown>
}

/** All send the same kilobyte of JSON with a key, and parse the kilobyte that comes back. The first is the measure. */
export function createContenders(baseUrl: string): Contender[] {
  const url = baseUrl + ROUTE
  const headers = { authorization: `Bearer ${KEY}` }
  const ours = new BenchClient({
    baseUrl,
    rateLimit: { maxConcurrent: 1_000 },
    onRequest: createPrometheusObserver(new Registry()),
  })
  const openai = new OpenAI({ apiKey: KEY, baseURL: `${baseUrl}/v1`, maxRetries: 0 })
  const runway = new Runway({ apiKey: KEY, baseURL: baseUrl, maxRetries: 0 })
  const dispatcher = new Agent()
  const json = { ...headers, 'content-type': 'application/json' }
  return [
    { name: 'got', call: () => got.post(url, { json: body, headers, retry: { limit: 0 } }).json() },
    { name: 'BaseHTTPClient', call: () => ours.complete() },
    {
      name: 'undici',
      call: async () => {
        const reply = await request(url, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: json,
          dispatcher,
        })
        return reply.body.json()
      },
    },
    { name: 'openai', call: () => openai.chat.completions.create(body) },
    {
      name: '@runwayml/sdk',
      call: () =>
        runway.textToImage.create({ model: 'gen4_image', promptText: 'x'.repeat(900), ratio: '1024:1024' }),
    },
  ]
}
