import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { attempt, createAgents, type Agents, type ResponseHeaders } from './attempt.ts'
import { BodyTooLargeError } from './body-errors.ts'
import { toFormData, type FormFields } from './form.ts'
import {
  HTTPStatusError,
  InvalidResponseError,
  isHTTPClientError,
  ResponseTooLargeError,
  UnsafeURLError,
  type CallFacts,
  type HTTPClientError,
} from './http-client-error.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import { mapError, type FailedAttempt } from './map-error.ts'
import { resolveOptions, type CallOptions, type HTTPClientOptions, type ResolvedOptions } from './options.ts'
import { publicLookup } from './public-address.ts'
import { readAll, toReadable, withIdleLimit } from './read-body.ts'
import { redact } from './redact.ts'
import { parseRetryAfter } from './retry-after.ts'
import { decideRetry } from './retry.ts'
import { parseServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'
import { defaultDisposition, type VendorProfile, type VendorReply } from './vendor-profile.ts'
import { checkVendorUrl, isPrivateHost } from './vendor-url.ts'

export type QueryValue = string | number | boolean | undefined

export interface RequestSpec {
  query?: Readonly<Record<string, QueryValue>> | undefined
  json?: unknown
  form?: FormFields | undefined
  /** Sending it twice may cost twice. Default false. */
  billable?: boolean | undefined
  headers?: Readonly<Record<string, string>> | undefined
  /** Most decoded bytes of the answer in memory. Default 64 MiB. */
  maxResponseBytes?: number | undefined
  options?: CallOptions | undefined
}

export interface ParsedRequestSpec<T> extends RequestSpec {
  /** What the answer must look like; unknown fields are for the schema to keep or drop. */
  schema: z.ZodType<T>
}

/** A whole answer. */
export interface Reply {
  status: number
  headers: ResponseHeaders
  bytes: Buffer
  /** Without parameters: `image/png`. */
  mediaType: string | undefined
  requestId: string | undefined
}

/** An answer that is still coming. Destroy the stream to stop it. */
export interface StreamReply {
  status: number
  headers: ResponseHeaders
  stream: Readable
  mediaType: string | undefined
  contentLength: number | undefined
  requestId: string | undefined
}

const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024
const MAX_ERROR_BYTES = 64 * 1024
const MAX_REDIRECTS = 3
const MAX_MESSAGE_LENGTH = 1_000

interface Call extends RequestSpec {
  method: string
  route: string
  url: URL
  /** False for addresses outside the vendor's own API: no key goes there. */
  trusted: boolean
  attempt: number
}

/**
 * What every vendor client extends: one place for time-outs, repeats that never pay twice, rate limits and errors.
 * Routes are written with the `path` tag.
 *
 * @example
 * class WeatherClient extends BaseHTTPClient {
 *   constructor(options?: HTTPClientOptions) { super(profile, options) }
 *   getForecast(city: string) { return this.get(path`/v1/forecasts/${city}`, { schema: forecastSchema }) }
 * }
 */
export abstract class BaseHTTPClient {
  readonly #profile: VendorProfile
  readonly #options: ResolvedOptions
  readonly #agents: Agents
  readonly #limiter: Limiter

  /** @throws OptionsError when an option is unknown or wrong, or no key is there */
  protected constructor(profile: VendorProfile, options: HTTPClientOptions = {}) {
    this.#profile = profile
    this.#options = resolveOptions(profile, options)
    this.#agents = createAgents(this.#options.pool)
    this.#limiter = createLimiter(this.#options.rateLimit)
  }

  /** Where calls go, without a slash at the end. */
  get baseUrl(): string {
    return this.#options.baseUrl
  }

  /** Closes idle sockets. */
  close(): void {
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  protected get<T>(route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('GET', route, spec)
  }

  protected post<T>(route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('POST', route, spec)
  }

  protected put<T>(route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('PUT', route, spec)
  }

  protected patch<T>(route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('PATCH', route, spec)
  }

  protected delete<T>(route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('DELETE', route, spec)
  }

  /** The answer as bytes; for routes whose answer is a file, or either file or JSON. */
  protected request(method: string, route: string, spec: RequestSpec = {}): Promise<Reply> {
    return this.#repeat(method, route, spec, (call) => this.#whole(call))
  }

  /** The answer as a stream; errors that come later appear on the stream, as ours. */
  protected openStream(method: string, route: string, spec: RequestSpec = {}): Promise<StreamReply> {
    return this.#repeat(method, route, spec, (call) => this.#opened(call))
  }

  /** Server-sent events as they come. Leaving the loop ends the connection. */
  protected async *streamEvents(
    method: string,
    route: string,
    spec: RequestSpec = {},
  ): AsyncGenerator<ServerSentEvent> {
    const headers = { accept: 'text/event-stream', ...spec.headers }
    const { stream } = await this.openStream(method, route, { ...spec, headers })
    try {
      yield* parseServerSentEvents(stream)
    } finally {
      stream.destroy()
    }
  }

  /** Opens an address that the vendor gave us: checked, without our key, at most three redirects, each checked again. */
  protected async openUrl(address: string, options: CallOptions = {}): Promise<StreamReply> {
    let next = address
    for (let redirects = 0; ; redirects += 1) {
      const facts = {
        method: 'GET',
        route: '(result address)',
        attempt: 1,
        phase: 'not_sent',
        disposition: 'not_sent',
        retryable: false,
      } as const
      const checked = checkVendorUrl(next, new URL(this.baseUrl))
      if ('problem' in checked) throw new UnsafeURLError(checked.problem, facts)
      if (redirects > MAX_REDIRECTS) throw new UnsafeURLError('too many redirects', facts)
      const { url } = checked
      const reply = await this.#repeat(
        'GET',
        url.pathname,
        { options },
        (call) => this.#opened(call, true),
        url,
      )
      const location = reply.headers['location']
      if (reply.status < 300 || typeof location !== 'string') return reply
      reply.stream.destroy()
      next = URL.parse(location, url.href)?.href ?? location
    }
  }

  async #parsed<T>(method: string, route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#repeat(method, route, spec, async (call) => {
      const reply = await this.#whole(call)
      const parsed = spec.schema.safeParse(parseJson(reply.bytes))
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      const where = issue === undefined ? '' : `: ${['answer', ...issue.path].join('.')} ${issue.message}`
      throw new InvalidResponseError(`the answer is not understood${where}`, this.#unreadable(call, reply))
    })
  }

  /** The one loop that sends a call again. */
  async #repeat<T>(
    method: string,
    route: string,
    spec: RequestSpec,
    once: (call: Call) => Promise<T>,
    url?: URL,
  ): Promise<T> {
    const { retry, logger } = this.#options
    const { billable = false, options = {} } = spec
    const started = performance.now()
    const call: Call = {
      ...spec,
      method,
      route,
      url: url ?? this.#urlOf(route, spec.query),
      trusted: url === undefined,
      attempt: 1,
    }
    const maxAttempts = options.maxAttempts ?? retry.maxAttempts
    for (; ; call.attempt += 1) {
      try {
        options.signal?.throwIfAborted()
        const result = await this.#limiter.run(() => once(call))
        this.#report(call, started, undefined)
        return result
      } catch (thrown) {
        const error = this.#asOurs(thrown, call)
        const delayMs = decideRetry({
          error,
          attempt: call.attempt,
          maxAttempts,
          billable,
          retry,
          random: Math.random(),
        })
        if (delayMs === undefined) {
          this.#report(call, started, error)
          throw error
        }
        logger.debug(
          { vendor: this.#profile.name, method, route, attempt: call.attempt, code: error.code, delayMs },
          'sent again',
        )
        await sleep(delayMs, undefined, options.signal === undefined ? {} : { signal: options.signal }).catch(
          () => undefined,
        )
      }
    }
  }

  async #whole(call: Call): Promise<Reply> {
    const limit = call.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES
    const opened = await this.#opened(call)
    try {
      const bytes = await readAll(opened.stream, limit)
      const { status, headers, mediaType, requestId } = opened
      const reply = { status, headers, mediaType, requestId, bytes }
      if (this.#profile.isErrorInside !== undefined && isJson(mediaType)) {
        const body = parseJson(bytes)
        if (this.#profile.isErrorInside(body))
          throw this.#statusError(call, { status, headers, body }, requestId)
      }
      return reply
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error
      throw new ResponseTooLargeError(limit, {
        ...this.#facts(call),
        phase: 'replied',
        disposition: 'ambiguous',
        retryable: false,
        status: opened.status,
      })
    } finally {
      opened.stream.destroy()
    }
  }

  async #opened(call: Call, redirectsAllowed = false): Promise<StreamReply> {
    const state = { sent: false }
    const timeout = { ...this.#options.timeout, ...definedOnly(call.options?.timeout ?? {}) }
    const total = AbortSignal.timeout(timeout.totalMs)
    const caller = call.options?.signal
    const signal = caller === undefined ? total : AbortSignal.any([caller, total])
    const failed = (replied: boolean, status?: number, requestId?: string): FailedAttempt => ({
      method: call.method,
      route: call.route,
      attempt: call.attempt,
      billable: call.billable ?? false,
      sent: state.sent || replied,
      replied,
      status,
      requestId,
      aborted: caller?.aborted ?? false,
      totalTimeoutMs: total.aborted ? timeout.totalMs : undefined,
    })
    const reply = await attempt(
      {
        method: call.method,
        url: call.url,
        headers: this.#headersOf(call),
        body: bodyOf(call),
        timeout,
        signal,
        agents: this.#agents,
        lookup: call.trusted || isPrivateHost(new URL(this.baseUrl).hostname) ? undefined : publicLookup,
      },
      state,
    ).catch((error: unknown) => {
      throw mapError(error, failed(false))
    })
    const { status, headers } = reply
    const requestId = this.#requestIdOf(headers)
    const body = mapped(withIdleLimit(reply.body, timeout.idleMs), (error) =>
      mapError(error, failed(true, status, requestId)),
    )
    if (status >= 200 && (status < 300 || (status < 400 && redirectsAllowed))) {
      return {
        status,
        headers,
        stream: toReadable(body, reply.destroy),
        mediaType: mediaTypeOf(headers),
        contentLength: contentLengthOf(headers),
        requestId,
      }
    }
    const errorBody = await readErrorBody(body)
    reply.destroy()
    throw this.#statusError(call, { status, headers, body: errorBody }, requestId)
  }

  #statusError(call: Call, reply: VendorReply, requestId: string | undefined): HTTPStatusError {
    const { status, headers } = reply
    const disposition = this.#profile.classify?.(reply) ?? defaultDisposition(status)
    const described = this.#profile.describeError?.(reply.body)
    const message =
      described?.message ??
      (typeof reply.body === 'string' && !/[<>]/.test(reply.body) ? reply.body : undefined)
    const billable = call.billable ?? false
    return new HTTPStatusError({
      ...this.#facts(call),
      phase: 'replied',
      disposition,
      retryable: disposition === 'throttled' || (!billable && disposition === 'ambiguous'),
      status,
      requestId,
      retryAfterMs: parseRetryAfter(headers),
      vendorCode: described?.code === undefined ? undefined : this.#clean(described.code),
      vendorMessage: message === undefined || message === '' ? undefined : this.#clean(message),
    })
  }

  #clean(text: string): string {
    return redact(text, [this.#options.apiKey]).slice(0, MAX_MESSAGE_LENGTH)
  }

  #unreadable(call: Call, reply: Reply): CallFacts {
    return {
      ...this.#facts(call),
      phase: 'replied',
      // It said success: it may well have been paid for.
      disposition: 'ambiguous',
      retryable: false,
      status: reply.status,
      requestId: reply.requestId,
    }
  }

  #facts(call: Call): Pick<CallFacts, 'method' | 'route' | 'attempt'> {
    return { method: call.method, route: call.route, attempt: call.attempt }
  }

  /** Anything that is not ours yet (an abort before the start, a bug) gets our form. */
  #asOurs(error: unknown, call: Call): HTTPClientError {
    if (isHTTPClientError(error)) return error
    const aborted = call.options?.signal?.aborted ?? false
    if (!aborted) throw error
    return mapError(error, {
      ...this.#facts(call),
      billable: call.billable ?? false,
      sent: false,
      replied: false,
      aborted,
    })
  }

  #urlOf(route: string, query: RequestSpec['query']): URL {
    const url = new URL(this.baseUrl + route)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    return url
  }

  #headersOf(call: Call): Record<string, string> {
    const own = call.trusted ? this.#profile.headers(this.#options.apiKey) : {}
    const json = call.json === undefined ? {} : { 'content-type': 'application/json' }
    return {
      'user-agent': 'jointo',
      ...own,
      ...json,
      ...call.headers,
      ...(call.trusted ? call.options?.headers : {}),
    }
  }

  #requestIdOf(headers: ResponseHeaders): string | undefined {
    const value = headers[this.#profile.requestIdHeader ?? 'x-request-id']
    return typeof value === 'string' ? value.slice(0, 200) : undefined
  }

  #report(call: Call, started: number, error: HTTPClientError | undefined): void {
    const record = {
      vendor: this.#profile.name,
      method: call.method,
      route: call.route,
      attempts: call.attempt,
      durationMs: performance.now() - started,
      outcome: error === undefined ? ('succeeded' as const) : ('failed' as const),
      ...(error === undefined ? {} : { code: error.code }),
      ...(error?.status === undefined ? {} : { status: error.status }),
      ...(error?.requestId === undefined ? {} : { requestId: error.requestId }),
    }
    this.#options.onRequest?.(record)
    if (error === undefined) this.#options.logger.debug({ ...record }, 'vendor call')
    else this.#options.logger.warn({ ...record }, 'vendor call failed')
  }
}

function bodyOf(call: Call): string | FormData | undefined {
  if (call.form !== undefined) return toFormData(call.form)
  return call.json === undefined ? undefined : JSON.stringify(call.json)
}

async function* mapped(
  source: AsyncIterable<Buffer>,
  map: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  try {
    yield* source
  } catch (error) {
    throw map(error)
  }
}

/** What an error says, as far as it can be read. */
async function readErrorBody(source: AsyncIterable<Buffer>): Promise<unknown> {
  try {
    const bytes = await readAll(source, MAX_ERROR_BYTES)
    return parseJson(bytes) ?? bytes.toString('utf8').slice(0, MAX_MESSAGE_LENGTH)
  } catch {
    return undefined
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function mediaTypeOf(headers: ResponseHeaders): string | undefined {
  const value = headers['content-type']
  return typeof value === 'string' ? value.split(';')[0]?.trim().toLowerCase() : undefined
}

function isJson(mediaType: string | undefined): boolean {
  return mediaType === undefined || mediaType === 'application/json' || mediaType.endsWith('+json')
}

/** Of the decoded bytes, so unknown when they are compressed on the way. */
function contentLengthOf(headers: ResponseHeaders): number | undefined {
  const value = headers['content-length']
  if (headers['content-encoding'] !== undefined || typeof value !== 'string' || !/^\d{1,15}$/.test(value))
    return undefined
  return Number(value)
}

function definedOnly<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
