import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface SeenCall {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

export interface ScriptedServer {
  url: string
  /** Every request whose body has arrived. */
  seen: SeenCall[]
}

export type Script = (response: ServerResponse, call: number, request: IncomingMessage) => void

/** A real server on a free port that answers as the test says. Ends with the test. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: SeenCall[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      seen.push({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: body.toString('latin1'),
      })
      script(response, seen.length, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
