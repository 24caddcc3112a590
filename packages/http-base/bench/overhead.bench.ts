import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import got from 'got'
import { afterAll, beforeAll, test } from 'vitest'
import { z } from 'zod'
import { BaseHTTPClient, type HTTPClientOptions, type VendorProfile } from '../src/index.ts'

/** What the base costs over the engine below it: one small JSON call on loopback, one at a time. */
const profile: VendorProfile = {
  name: 'Bench',
  baseUrl: 'http://127.0.0.1',
  apiKeyVariable: 'BENCH_API_KEY',
  baseUrlVariable: 'BENCH_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
}

const schema = z.object({ text: z.string() })

class BenchClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions) {
    super(profile, options)
  }

  ask(): Promise<{ text: string }> {
    return this.post('/ask', { json: { text: 'x'.repeat(1_000) }, schema })
  }
}

const reply = JSON.stringify({ text: 'y'.repeat(1_000) })
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(reply))
})
let url = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('one call', async ({ bench }) => {
  const client = new BenchClient({ apiKey: 'k', baseUrl: url })
  const json = { text: 'x'.repeat(1_000) }
  await bench.compare(
    bench('BaseHTTPClient', async () => {
      await client.ask()
    }),
    bench('got', async () => {
      await got.post(`${url}/ask`, { json, retry: { limit: 0 } }).json()
    }),
    bench('fetch', async () => {
      const response = await fetch(`${url}/ask`, { method: 'POST', body: JSON.stringify(json) })
      await response.json()
    }),
  )
  client.close()
})
