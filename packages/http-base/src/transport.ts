import { Agent as HTTPAgent, type ClientRequest } from 'node:http'
import { Agent as HTTPSAgent } from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import got, { type Response } from 'got'
import { ConnectTimeoutError, ResponseTimeoutError } from './body-errors.ts'
import type { Deadline } from './deadline.ts'
import { nativeRequest } from './native-request.ts'
import type { PoolOptions, TimeoutOptions } from './options.ts'

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
      new Promise((resolve, reject) => {
        const { method, url, headers, body, lookup, deadline } = request
        const stream = engine.stream(url, new EngineOptions(method, headers, body, lookup))
        deadline.onStop(() => stream.destroy(new Error('stopped')))
        stream.on('request', (outgoing: ClientRequest) => {
          // The engine listens once; a second error of the same request would end the process.
          outgoing.on('error', () => undefined)
          watch(outgoing, request, state)
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
      }),
    close() {
      agent.http.destroy()
      agent.https.destroy()
    },
  }
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

/**
 * A socket that is connected already (used again, or handed over by another request) may carry bytes at once; a new one
 * only when it is connected. In doubt it counts as sent. The time a request waits for a free socket is not counted.
 */
function watch(outgoing: ClientRequest, { url, timeout }: AttemptRequest, state: SentState): void {
  const { connectMs, responseMs } = timeout
  let before = 0
  outgoing.once('socket', (socket) => {
    if (socket.connecting) watchConnect(outgoing, socket, url, connectMs, state)
    else {
      before = socket.bytesWritten
      state.sent = true
    }
  })
  let timer: NodeJS.Timeout | undefined
  let answered = false
  outgoing.once('response', ({ socket }) => {
    answered = true
    state.bytes = socket.bytesWritten - before
    clearTimeout(timer)
  })
  outgoing.once('close', () => clearTimeout(timer))
  outgoing.once('finish', () => {
    // An answer may begin before the request has ended.
    if (answered) return
    timer = setTimeout(() => {
      outgoing.destroy(new ResponseTimeoutError(`no answer after ${responseMs} ms`))
    }, responseMs)
  })
}

function watchConnect(
  outgoing: ClientRequest,
  socket: Socket,
  url: URL,
  connectMs: number,
  state: SentState,
): void {
  const timer = setTimeout(() => {
    outgoing.destroy(new ConnectTimeoutError(`not connected after ${connectMs} ms`))
  }, connectMs)
  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer)
    state.sent = true
  })
  socket.once('close', () => clearTimeout(timer))
}
