import { Agent as HTTPAgent, type ClientRequest } from 'node:http'
import { Agent as HTTPSAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import got, { type Response } from 'got'
import { ConnectTimeoutError } from './body-errors.ts'
import type { PoolOptions, TimeoutOptions } from './options.ts'

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Sockets of one client. */
export interface Agents {
  http: HTTPAgent
  https: HTTPSAgent
}

/**
 * Idle sockets are closed before servers usually close them: a paid request sent on a socket that is just being closed
 * would end with an open outcome.
 */
const IDLE_SOCKET_MS = 4_000

export function createAgents(pool: Required<PoolOptions>): Agents {
  const options = { ...pool, timeout: IDLE_SOCKET_MS }
  return { http: new HTTPAgent(options), https: new HTTPSAgent(options) }
}

export interface AttemptRequest {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | FormData | Uint8Array | AsyncIterable<Uint8Array> | undefined
  timeout: Required<TimeoutOptions>
  signal: AbortSignal
  agents: Agents
  /** Resolves the host; for addresses that need a guard. */
  lookup?: LookupFunction | undefined
}

/** Whether bytes of the request may have left this process; kept up to date while it runs. */
export interface SentState {
  sent: boolean
}

export interface AttemptReply {
  status: number
  headers: ResponseHeaders
  /** Decoded bytes. An error of the connection appears while reading. */
  body: AsyncIterable<Buffer>
  /** Ends the connection. */
  destroy: () => void
}

const engine = got.extend({
  // One loop repeats calls (retry.ts); a redirect is never followed with a body or a key.
  retry: { limit: 0 },
  followRedirect: false,
  throwHttpErrors: false,
  decompress: true,
})

/** One request on the wire, resolved when the answer's headers are there. Rejects with got's own errors. */
export function attempt(request: AttemptRequest, state: SentState): Promise<AttemptReply> {
  return new Promise((resolve, reject) => {
    const { connectMs, responseMs } = request.timeout
    const stream = engine.stream(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      timeout: { response: responseMs },
      signal: request.signal,
      agent: request.agents,
      ...(request.lookup === undefined ? {} : { dnsLookup: request.lookup }),
    })
    stream.on('request', (outgoing: ClientRequest) => {
      watchSocket(outgoing, request.url.protocol === 'https:' ? 'secureConnect' : 'connect', connectMs, state)
    })
    // Stays for the whole life of the stream: an error without listener would end the process.
    stream.on('error', reject)
    stream.once('response', (response: Response) => {
      resolve({
        status: response.statusCode,
        headers: response.headers,
        body: stream,
        destroy: () => stream.destroy(),
      })
    })
    // A request without body has to be ended by hand in stream mode for methods that may have one.
    if (request.body === undefined && request.method !== 'GET' && request.method !== 'HEAD') stream.end()
  })
}

/**
 * A socket that is connected already (used again, or handed over by another request) may carry bytes at once; a new one
 * only when it is connected. In doubt it counts as sent. The time a request waits for a free socket is not counted.
 */
function watchSocket(
  outgoing: ClientRequest,
  event: 'connect' | 'secureConnect',
  connectMs: number,
  state: SentState,
): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) {
      state.sent = true
      return
    }
    const giveUp = (): void => {
      outgoing.destroy(new ConnectTimeoutError(`not connected after ${connectMs} ms`))
    }
    const timer = setTimeout(giveUp, connectMs)
    socket.once(event, () => {
      clearTimeout(timer)
      state.sent = true
    })
    socket.once('close', () => clearTimeout(timer))
  })
}
