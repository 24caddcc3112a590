import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { SettingsError } from '@jointo/ai-service'
import {
  answerBrokenRequest,
  answerConnect,
  answerExpectation,
  brokenRequestResponse,
} from './http/raw-error.ts'
import { PatientHead } from './http/patient-head.ts'
import { continueWhenRead } from './http/unread-body.ts'
import { localUrl, type ProcessSettings } from './settings.ts'

export interface RunningServer {
  /** Where it really listens. */
  url: string
  /** Requests whose answer has not ended. */
  openRequests: () => number
  /**
   * Is not ready from now on, and still takes requests for `delayMs`, so that whoever distributes them notices. Then takes none,
   * lets running ones end, and closes what is left after the grace period. Streams are told at once, calls that wait for a
   * job a little before the end.
   */
  close(graceMs?: number, delayMs?: number): Promise<void>
}

export interface ServerOptions {
  /** Keeps what is too much for now, and says so; goes on with it by `proceed` or answers it itself. Default: nothing is. */
  shed?: (
    request: IncomingMessage,
    response: ServerResponse,
    openRequests: () => number,
    proceed: () => void,
  ) => boolean
}

type Fetch = Parameters<typeof getRequestListener>[0]

const HEADERS_MS = 5_000
/** Each costs memory and a file descriptor; those above are closed at once. */
const MAX_CONNECTIONS = 10_000

/** How long before the end of the grace period waiting calls answer. */
const ANSWER_MS = 1500

/**
 * Listens first, so that links can name the real port, then serves.
 *
 * @throws SettingsError when the address cannot be used
 */
export async function startServer(
  settings: Pick<ProcessSettings, 'host' | 'port'>,
  createFetch: (url: string, shutdown: AbortSignal, draining: AbortSignal) => Fetch,
  { shed = () => false }: ServerOptions = {},
): Promise<RunningServer> {
  const server = createServer({
    ServerResponse: PatientHead,
    headersTimeout: HEADERS_MS,
    // Covers uploads; routes have shorter limits of their own.
    requestTimeout: 150_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 1_000,
    // Node's own refusal has no envelope: a request without a host is refused further in.
    requireHostHeader: false,
  })
  server.maxConnections = MAX_CONNECTIONS
  // Node would drop headers above its count without a word; the guard refuses them instead.
  server.maxHeadersCount = 0
  server.on('clientError', answerBrokenRequest)
  // Without these, Node hangs up on the first and answers the second in words of its own.
  server.on('connect', (_request, socket) => answerConnect(socket))
  server.on('checkExpectation', (_request, response) => answerExpectation(response))
  await listen(server, settings)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : settings.port
  const url = localUrl(settings.host, port)
  const draining = new AbortController()
  const shutdown = new AbortController()
  const listener = getRequestListener(createFetch(url, shutdown.signal, draining.signal), {
    errorHandler: brokenRequestResponse,
  })
  let open = 0
  const openRequests = (): number => open
  server.on('request', (request, response) => {
    // The first version of HTTP knew no hosts.
    if (request.httpVersion === '1.0') request.headers.host ??= new URL(url).host
    const proceed = (): void => {
      open += 1
      response.once('close', () => {
        open -= 1
      })
      void listener(request, response)
    }
    if (!shed(request, response, openRequests, proceed)) proceed()
  })
  server.on('checkContinue', (request, response) => {
    continueWhenRead(request, response)
    server.emit('request', request, response)
  })
  return {
    url,
    openRequests,
    close: async (graceMs = 8_000, delayMs = 0) => {
      draining.abort()
      if (delayMs > 0) await sleep(delayMs)
      await close(server, shutdown, graceMs)
    },
  }
}

async function listen(server: Server, { host, port }: Pick<ProcessSettings, 'host' | 'port'>): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw listenError(error, host, port)
  }
}

function listenError(error: unknown, host: string, port: number): unknown {
  switch (error instanceof Error ? Reflect.get(error, 'code') : undefined) {
    case 'EADDRINUSE':
      return new SettingsError([`PORT ${port} is in use: stop the other program or set PORT to a free one`])
    case 'EACCES':
      return new SettingsError([`PORT ${port} needs special rights: set PORT to one above 1023`])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SettingsError([
        `HOST "${host}" is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0`,
      ])
    default:
      return error
  }
}

async function close(server: Server, shutdown: AbortController, graceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const timers = [
    setTimeout(() => shutdown.abort(), Math.max(0, graceMs - ANSWER_MS)),
    setTimeout(() => server.closeAllConnections(), graceMs),
  ]
  // Connections become idle one by one as their requests end.
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  await closed
  clearInterval(sweep)
  for (const timer of timers) clearTimeout(timer)
}
