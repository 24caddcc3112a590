import { createPublicLookup, redact, UnsafeAddressError, type ResolveHost } from '@jointo/http-base'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { ServiceSettings } from '../settings.ts'
import { publicUrlProblem } from '../public-url.ts'
import { readRetryAfter } from './plan.ts'
import { signatureHeaders } from './signature.ts'

/** What is read of an answer, in bytes; then the connection is closed. */
const MAX_ANSWER_BYTES = 4_096
/** What the log keeps of it, in characters. */
const MAX_KEPT = 1_000

export interface WebhookMessage {
  url: string
  eventId: string
  /** Seconds since 1970. */
  timestamp: number
  payload: string
  secrets: readonly string[]
}

export interface SendOutcome {
  delivered: boolean
  statusCode: number | null
  /** Null when it was delivered. */
  errorCode: SendErrorCode | null
  responseBody: string | null
  retryAfterMs: number | undefined
  durationMs: number
}

export type SendErrorCode =
  | 'url_not_allowed'
  | 'connect_failed'
  | 'timeout'
  | 'connection_lost'
  | 'redirected'
  | 'bad_status'

type SenderSettings = Pick<
  ServiceSettings,
  'allowPrivateNetwork' | 'databaseUrl' | 'environment' | 'webhooks'
>

/**
 * One attempt: a connection of its own, to addresses that were judged when it was made, no proxy, no redirect. Never
 * throws: whatever happens is an outcome.
 */
export async function sendWebhook(
  message: WebhookMessage,
  settings: SenderSettings,
  resolve?: ResolveHost,
): Promise<SendOutcome> {
  const startedAt = performance.now()
  const failed = (errorCode: SendErrorCode): SendOutcome => ({
    delivered: false,
    statusCode: null,
    errorCode,
    responseBody: null,
    retryAfterMs: undefined,
    durationMs: Math.round(performance.now() - startedAt),
  })
  const url = URL.parse(message.url)
  if (url === null || publicUrlProblem(url, settings) !== undefined) return failed('url_not_allowed')
  try {
    const { status, headers, body } = await post(url, message, settings, resolve)
    return {
      delivered: status >= 200 && status < 300,
      statusCode: status,
      errorCode: errorCodeOf(status),
      responseBody: readable(body, message.secrets),
      retryAfterMs: readRetryAfter(headers['retry-after']),
      durationMs: Math.round(performance.now() - startedAt),
    }
  } catch (error) {
    return failed(classify(error))
  }
}

class AttemptError extends Error {
  readonly code: SendErrorCode

  constructor(code: SendErrorCode) {
    super(code)
    this.code = code
  }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

function post(
  url: URL,
  message: WebhookMessage,
  { allowPrivateNetwork, webhooks }: SenderSettings,
  resolve: ResolveHost | undefined,
): Promise<Answer> {
  const body = Buffer.from(message.payload)
  const { eventId: id, timestamp, secrets } = message
  return new Promise((done, reject) => {
    let connected = false
    let answered = false
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      // A connection of its own: no pool to share, and the environment's proxy has no say.
      agent: false,
      headers: {
        ...signatureHeaders({ id, timestamp, body }, secrets),
        'content-type': 'application/json',
        'content-length': body.length,
        'accept-encoding': 'identity',
        'user-agent': 'jointo-webhooks/1',
        connection: 'close',
      },
      ...(allowPrivateNetwork ? {} : { lookup: createPublicLookup(resolve) }),
    })
    const timers = [
      setTimeout(() => {
        if (!connected) request.destroy(new AttemptError('timeout'))
      }, webhooks.connectSeconds * 1_000),
      setTimeout(() => request.destroy(new AttemptError('timeout')), webhooks.totalSeconds * 1_000),
    ]
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    request.once('close', () => timers.forEach(clearTimeout))
    request.on('error', (error) => {
      // From here on the answer's own end counts.
      if (answered) return
      if (error instanceof AttemptError || error instanceof UnsafeAddressError) reject(error)
      else reject(new AttemptError(connected ? 'connection_lost' : 'connect_failed'))
    })
    request.once('upgrade', (response, socket) => {
      socket.destroy()
      done({ status: response.statusCode ?? 101, headers: response.headers, body: Buffer.alloc(0) })
    })
    request.once('response', (response) => {
      answered = true
      void beginningOf(response).then((beginning) => {
        request.destroy()
        done({ status: response.statusCode ?? 0, headers: response.headers, body: beginning })
      })
    })
    request.end(body)
  })
}

/** The status is the answer: a body that breaks off, or never ends, takes nothing from it. */
async function beginningOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MAX_ANSWER_BYTES) break
    }
  } catch {
    // What came before counts.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES)
}

function errorCodeOf(status: number): SendErrorCode | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'redirected' : 'bad_status'
}

function classify(error: unknown): SendErrorCode {
  if (error instanceof UnsafeAddressError) return 'url_not_allowed'
  return error instanceof AttemptError ? error.code : 'connection_lost'
}

/** A receiver may send back what it got: signatures and secrets do not go into the log. */
function readable(body: Buffer, secrets: readonly string[]): string {
  const bare = secrets.map((secret) => secret.replace(/^whsec_/, ''))
  const text = redact(body.toString(), [...secrets, ...bare])
    .replaceAll(/whsec_[\w+/=-]*/g, '[redacted]')
    .replaceAll(/\bv1,[\w+/=]{20,}/g, '[redacted]')
    .replaceAll(/[^\P{C}\n\t]/gu, '')
  return text.slice(0, MAX_KEPT).toWellFormed()
}
