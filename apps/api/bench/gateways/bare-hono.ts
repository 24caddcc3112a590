import { serve } from '@hono/node-server'
import got from 'got'
import { Hono } from 'hono'
import { Agent } from 'node:http'
import { Readable } from 'node:stream'
import { tell } from '../processes.ts'

/** The least that Hono and got can do: nothing is checked, counted or logged. */
const vendor = process.env['VENDOR_URL'] ?? ''
const AGENT = { http: new Agent({ keepAlive: true }) }
const app = new Hono()

app.post('/v1/*', async (c) => {
  const headers: Record<string, string> = {}
  for (const name of ['authorization', 'content-type']) {
    const value = c.req.header(name)
    if (value !== undefined) headers[name] = value
  }
  const type = headers['content-type'] ?? ''
  const body = type === 'application/json' ? await c.req.text() : Buffer.from(await c.req.arrayBuffer())
  const stream = got.stream.post(vendor + c.req.path.slice('/v1'.length), {
    headers,
    body,
    throwHttpErrors: false,
    retry: { limit: 0 },
    agent: AGENT,
  })
  const status = await new Promise<number>((resolve, reject) => {
    stream.once('response', (response: { statusCode: number; headers: Record<string, string> }) => {
      headers['content-type'] = response.headers['content-type'] ?? 'application/json'
      resolve(response.statusCode)
    })
    stream.once('error', reject)
  })
  if (headers['content-type'] !== 'text/event-stream') {
    const pieces: Buffer[] = []
    for await (const piece of stream) pieces.push(piece)
    return new Response(Buffer.concat(pieces), { status, headers: { 'content-type': 'application/json' } })
  }
  const answer = Readable.toWeb(stream)
  return new Response(answer as ReadableStream<Uint8Array>, {
    status,
    headers: { 'content-type': 'text/event-stream' },
  })
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => tell(port))
