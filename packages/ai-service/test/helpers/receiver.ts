import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'

export interface ReceivedCall {
  path: string
  headers: IncomingHttpHeaders
  /** As it came. */
  body: Buffer
}

export interface Receiver {
  url: string
  calls: ReceivedCall[]
  /** What it answers; may be changed at any time. */
  answer: (response: ServerResponse, call: ReceivedCall, request: IncomingMessage) => void
}

/** Somebody who receives webhooks: a real server on a port of its own. */
export async function startReceiver(answer?: Receiver['answer']): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    calls: [],
    answer: answer ?? ((response) => void response.writeHead(204).end()),
  }
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const call = { path: request.url ?? '', headers: request.headers, body }
      receiver.calls.push(call)
      receiver.answer(response, call, request)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo
  receiver.url = `http://127.0.0.1:${port}/hooks`
  return receiver
}

/** What the independent library makes of a call; throws when the signature does not fit. */
export function verify(call: ReceivedCall, secret: string): { type: string; data: Record<string, unknown> } {
  const headers = Object.fromEntries(
    Object.entries(call.headers).map(([name, value]) => [name, String(value)]),
  )
  return new Webhook(secret).verify(call.body.toString(), headers) as {
    type: string
    data: Record<string, unknown>
  }
}
