import { Agent as HTTPAgent, type ClientRequest } from 'node:http'
import { Agent as HTTPSAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import got, { type Got, type Response } from 'got'
import type { Deadline } from './deadline.ts'
import { nativeRequest } from './native-request.ts'
import type { PoolOptions, TimeoutOptions } from './options.ts'
import { watchRequest } from './watch-request.ts'
import { isWhole, sendWhole } from './whole-request.ts'

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

export interface AttemptRequest {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | AsyncIterable<Uint8Array> | undefined
  timeout: Pick<Required<TimeoutOptions>, 'connectMs' | 'responseMs'>
  deadline: Pick<Deadline, 'onStop'>
  /** Resolves the host; for addresses that need a guard. */
  lookup?: LookupFunction | undefined
}

/** What is known of a request while it runs. */
export interface SentState {
  /** Bytes of the request may have left this process. */
  sent: boolean
  /** Bytes of the request on the wire, headers too; known when the answer begins. */
  bytes: number
}

export interface AttemptReply {
  status: number
  headers: ResponseHeaders
  /** Decoded bytes. An error of the connection appears while reading. Destroy it to end the connection. */
  body: Readable
}

/** The sockets of one client, and the engine that uses them. */
export interface Transport {
  /** One request on the wire, resolved when the answer's headers are there. Rejects with the engine's own errors. */
  send(request: AttemptRequest, state: SentState): Promise<AttemptReply>
  /** Closes idle sockets. */
  close(): void
}

/**
 * Idle sockets are closed before servers usually close them: a paid request sent on a socket that is just being closed
 * would end with an open outcome.
 */
const IDLE_SOCKET_MS = 4_000

export function createTransport(pool: Required<PoolOptions>): Transport {
  const socketOptions = { ...pool, timeout: IDLE_SOCKET_MS }
  const agent = { http: new HTTPAgent(socketOptions), https: new HTTPSAgent(socketOptions) }
  // Prepared once: what the engine is told with each call costs with each call.
  const engine = got.extend({
    // One loop repeats calls (retry.ts); a redirect is never followed with a body or a key.
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: true,
    agent,
    request: nativeRequest,
  })
  return {
    send: (request, state) =>
      isWhole(request)
        ? sendWhole(request, request.url.protocol === 'https:' ? agent.https : agent.http, state)
        : sendThroughEngine(engine, request, state),
    close() {
      agent.http.destroy()
      agent.https.destroy()
    },
  }
}

function sendThroughEngine(engine: Got, request: AttemptRequest, state: SentState): Promise<AttemptReply> {
  return new Promise((resolve, reject) => {
    const { method, url, headers, body, lookup, deadline } = request
    const stream = engine.stream(url, new EngineOptions(method, headers, body, lookup))
    deadline.onStop(() => stream.destroy(new Error('stopped')))
    stream.on('request', (outgoing: ClientRequest) => {
      // The engine listens once; a second error of the same request would end the process.
      outgoing.on('error', () => undefined)
      watchRequest(outgoing, request, state)
      // An answer that switches protocols ends without a word from the engine, which listens no more.
      outgoing.once('upgrade', (_response, socket) => {
        socket.destroy()
        stream.destroy(new Error('another protocol was answered'))
      })
    })
    // Stays for the whole life of the stream: an error without listener would end the process.
    stream.on('error', reject)
    stream.once('response', ({ statusCode, headers: answered }: Response) => {
      resolve({ status: statusCode, headers: answered, body: stream })
    })
    // A request without body has to be ended by hand in stream mode for methods that may have one.
    if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end()
  })
}

/** A plain object would be copied by the engine, descriptor by descriptor, before it looks at it. */
class EngineOptions {
  method: string
  headers: Record<string, string>
  declare body?: Exclude<AttemptRequest['body'], undefined>
  declare dnsLookup?: LookupFunction

  constructor(
    method: string,
    headers: Record<string, string>,
    body: AttemptRequest['body'],
    lookup?: LookupFunction,
  ) {
    this.method = method
    this.headers = headers
    if (body !== undefined) this.body = body
    if (lookup !== undefined) this.dnsLookup = lookup
  }
}
