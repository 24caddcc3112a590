import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const api = process.env['JOINTO_URL'] ?? ''
const headers = {
  authorization: `Bearer ${process.env['JOINTO_API_KEY']}`,
  'content-type': 'application/json',
}

// The addresses of jobs share one secret; an endpoint of /v1/webhook-endpoints has its own.
const shared = (await (await fetch(`${api}/webhook-secret`, { headers })).json()) as { secret: string }
const webhook = new Webhook(shared.secret)
const seen = new Set<string>() // in a product: a unique column, in the transaction of what you do

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request) // the bytes as they came, before anything parses them
  const id = String(request.headers['webhook-id'])
  try {
    const event = webhook.verify(body, { ...request.headers } as Record<string, string>) as {
      type: string
      data: { id: string; charged: string }
    }
    if (!seen.has(id)) console.log(`${event.type}: charged ${event.data.charged}`)
    seen.add(id)
    response.writeHead(204).end()
    if (event.type === 'job.succeeded') receiver.close()
  } catch {
    response.writeHead(400).end() // not from Jointo
  }
}

const receiver = createServer((request, response) => void receive(request, response))
receiver.listen(0, '127.0.0.1')
await once(receiver, 'listening')
const address = receiver.address()
const port = typeof address === 'object' ? address?.port : undefined

// ALLOW_PRIVATE_NETWORK=1 lets a server of yours reach an address like this one.
const order = {
  model: 'mock/image',
  kind: 'image',
  input: { prompt: 'a red kite' },
  webhook_url: `http://127.0.0.1:${port}/jointo`,
}
const reply = await fetch(`${api}/jobs`, { method: 'POST', headers, body: JSON.stringify(order) })
console.log(reply.status, await reply.text())
