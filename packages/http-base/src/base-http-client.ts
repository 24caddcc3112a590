import { createHash } from 'node:crypto'
import { BatchedSequence } from './batched-sequence.ts'
import { BodyTooLargeError } from './body-errors.ts'
import { checkCallOptions } from './call-options.ts'
import { InvalidArgumentError } from './caller-errors.ts'
import { cleanText, factsOf, type Call, type ClientContext } from './call.ts'
import { openFile, openReply, readOpened, readReply } from './exchange.ts'
import { formatPath } from './format-path.ts'
import { ResponseTooLargeError, UnsafeURLError } from './http-client-error.ts'
import { createLimiter } from './limiter.ts'
import type { CallOptions, HTTPClientOptions } from './options.ts'
import { jsonOf } from './reply-json.ts'
import type { ParsedRequestSpec, Reply, RequestSpec, StreamReply } from './requests.ts'
import { Route } from './path.ts'
import { createRetryBudget } from './retry-budget.ts'
import { createTransport } from './transport.ts'
import { lifetimeOf, readThroughCache } from './response-cache.ts'
import { resolveOptions } from './resolve-options.ts'
import { runCall } from './run-call.ts'
import { EventReader, MAX_EVENT_LENGTH, type ServerSentEvent } from './server-sent-events.ts'
import { createUnreadableError } from './status-error.ts'
import type { VendorProfile } from './vendor-profile.ts'
import { checkVendorUrl } from './vendor-url.ts'

const MAX_REDIRECTS = 3
/** How long the end of a stream is waited for that has said all. */
const END_WITHIN_MS = 1_000

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
  readonly #context: ClientContext

  /** @throws OptionsError when an option is unknown or wrong, or no key is there */
  protected constructor(profile: VendorProfile, given: HTTPClientOptions = {}) {
    const options = resolveOptions(profile, given)
    // Whose limits they are; not to be guessed from what is shared.
    const account = createHash('sha256').update(`${options.baseUrl}\n${options.apiKey}`).digest('base64url')
    this.#context = {
      profile,
      options,
      limiter: createLimiter(options.rateLimit, `${profile.name}:${account}`),
      transport: createTransport(options.pool),
      retryBudget: createRetryBudget(options.retry.budget),
    }
  }

  /** Where calls go, without a slash at the end. */
  get baseUrl(): string {
    return this.#context.options.baseUrl
  }

  /** Closes idle sockets, and the connection to Redis where limits are shared. */
  close(): void {
    this.#context.transport.close()
    this.#context.limiter.close()
  }

  /** A vendor's words, fit for an error: keys blotted out, one line, at most 1,000 characters. */
  protected cleanText(text: string, secrets: readonly string[] = []): string {
    return cleanText(text, [this.#context.options.apiKey, ...secrets])
  }

  protected get<T>(route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('GET', route, spec)
  }

  protected post<T>(route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('POST', route, spec)
  }

  protected put<T>(route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('PUT', route, spec)
  }

  protected patch<T>(route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('PATCH', route, spec)
  }

  protected delete<T>(route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    return this.#parsed('DELETE', route, spec)
  }

  /** The answer as bytes; for routes whose answer is a file, or either file or JSON. */
  protected async request(method: string, route: Route | string, spec: RequestSpec = {}): Promise<Reply> {
    const call = this.#callTo(method, route, spec)
    return runCall(this.#context, call, () => readReply(this.#context, call))
  }

  /** The answer as a stream; errors that come later appear on the stream, as ours. */
  protected async openStream(
    method: string,
    route: Route | string,
    spec: RequestSpec = {},
  ): Promise<StreamReply> {
    const call = this.#callTo(method, route, spec)
    return runCall(this.#context, call, () => openFile(this.#context, call), streamOf)
  }

  /** Server-sent events as they come. Leaving the loop ends the connection. */
  protected streamEvents(
    method: string,
    route: Route | string,
    spec: RequestSpec = {},
  ): BatchedSequence<ServerSentEvent> {
    return new BatchedSequence(this.#eventBatches(method, route, spec))
  }

  async *#eventBatches(
    method: string,
    route: Route | string,
    spec: RequestSpec,
  ): AsyncGenerator<readonly ServerSentEvent[], void, undefined> {
    const headers = { accept: 'text/event-stream', ...spec.headers }
    const call = this.#callTo(method, route, { ...spec, headers })
    const { stream, status, requestId } = await runCall(
      this.#context,
      call,
      () => this.#openEvents(call),
      streamOf,
    )
    const pieces: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
    const reader = new EventReader()
    let isOver = false
    try {
      for (let isEnd = false; !isEnd; reader.check()) {
        const piece = await pieces.next()
        isEnd = piece.done === true
        const events = piece.done === true ? reader.end() : reader.read(piece.value)
        const last = events.findIndex(({ data }) => data.trim() === spec.lastEvent)
        isOver = last !== -1
        const wanted = isOver ? events.slice(0, last) : events
        if (wanted.length > 0) yield wanted
        if (isOver) return
      }
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error
      const facts = { phase: 'replied', disposition: 'ambiguous', status, requestId } as const
      throw new ResponseTooLargeError(MAX_EVENT_LENGTH, { ...factsOf(call), ...facts })
    } finally {
      if (isOver) letEnd(stream, pieces)
      else stream.destroy()
    }
  }

  /** Opens an address that the vendor gave us: checked, without our key, at most three redirects, each checked again. */
  protected async openUrl(address: string, options: CallOptions = {}): Promise<StreamReply> {
    let next = address
    for (let redirects = 0; ; redirects += 1) {
      const call = this.#callToUrl('GET', next, { options }, redirects)
      const open = () => openReply(this.#context, call, { redirects: true })
      const reply = await runCall(this.#context, call, open, streamOf)
      if (reply.status < 300) return reply
      reply.stream.destroy()
      const { location } = reply.headers
      if (typeof location !== 'string') {
        throw createUnreadableError(this.#context, call, 'a redirect that leads nowhere')
      }
      next = URL.parse(location, call.url.href)?.href ?? location
    }
  }

  /**
   * Sends a form to an address that the vendor gave us: checked as in `openUrl`, without our key. Never redirected and
   * never sent again, because such addresses take one upload.
   */
  protected async postToUrl(
    address: string,
    spec: Pick<RequestSpec, 'form' | 'options' | 'timeout'>,
  ): Promise<Reply> {
    const call = this.#callToUrl('POST', address, { ...spec, options: { ...spec.options, maxAttempts: 1 } })
    return runCall(this.#context, call, () => readReply(this.#context, call))
  }

  async #parsed<T>(method: string, route: Route | string, spec: ParsedRequestSpec<T>): Promise<T> {
    const call = this.#callTo(method, route, spec)
    const fetch = (): Promise<{ json: unknown; value: T }> =>
      runCall(this.#context, call, async () => this.#parse(call, spec, await readReply(this.#context, call)))
    if (lifetimeOf(this.#context, call) === 0) return (await fetch()).value
    return readThroughCache(this.#context, call, {
      fetch,
      parse(json) {
        const parsed = safely(() => spec.schema.safeParse(json))
        return parsed?.success === true ? { value: parsed.data } : undefined
      },
    })
  }

  #parse<T>(
    call: Call,
    { schema, isPlain }: ParsedRequestSpec<T>,
    reply: Reply,
  ): { json: unknown; value: T } {
    const json = jsonOf(reply)
    if (!json.ok) throw createUnreadableError(this.#context, call, 'the answer is not JSON')
    if (isPlain?.(json.value) === true) return { json: json.value, value: json.value }
    const parsed = safely(() => schema.safeParse(json.value))
    if (parsed?.success === true) return { json: json.value, value: parsed.data }
    const [issue] = parsed?.error.issues ?? []
    const where = formatPath(['answer', ...(issue?.path ?? [])])
    const message = `the answer is not understood: ${where}: ${issue?.message ?? 'wrong'}`
    throw createUnreadableError(this.#context, call, message)
  }

  /** A vendor may answer with JSON in place of events: an error inside a 200, or something else altogether. */
  async #openEvents(call: Call): Promise<StreamReply> {
    const opened = await openReply(this.#context, call)
    if (opened.mediaType === 'text/event-stream') return opened
    const { mediaType } = await readOpened(this.#context, call, opened)
    // Only what looks like a type is told: a header may hold anything.
    const type = /^[a-z]+\/[\w.+-]{1,60}$/.exec(mediaType ?? '')?.[0] ?? 'no type'
    const message = `the answer is no event stream (${type})`
    throw createUnreadableError(this.#context, call, message)
  }

  #callTo(method: string, given: Route | string, spec: RequestSpec): Call {
    checkCallOptions(spec.options)
    const route = typeof given === 'string' ? new Route(given) : given
    if (!route.path.startsWith('/'))
      throw new InvalidArgumentError(`the route "${route.path}" must begin with a slash`)
    const url = new URL(this.baseUrl + route.path)
    for (const [name, value] of Object.entries(spec.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    return { ...spec, ...newCall, method, route, url, ownApi: true }
  }

  #callToUrl(method: string, address: string, spec: RequestSpec, redirects = 0): Call {
    checkCallOptions(spec.options)
    const url = this.#checkedUrl(method, address, redirects)
    const route = new Route(FOREIGN, FOREIGN)
    return { ...spec, ...newCall, method, route, url, ownApi: false }
  }

  #checkedUrl(method: string, address: string, redirects: number): URL {
    const checked = checkVendorUrl(address, new URL(this.baseUrl))
    if ('url' in checked && redirects <= MAX_REDIRECTS) return checked.url
    const problem = 'problem' in checked ? checked.problem : 'too many redirects'
    const facts = { method, route: '(result address)', attempt: 1 } as const
    throw new UnsafeURLError(problem, { ...facts, phase: 'not_sent', disposition: 'not_sent' })
  }
}

/** In place of a path, which may say more than others should know. */
const FOREIGN = '(address from the vendor)'

/** A schema that breaks on what a vendor sent has not understood it. */
function safely<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}

/** The end often comes a moment after the last words. A connection that is let come to it can carry the next call. */
function letEnd(stream: StreamReply['stream'], rest: AsyncIterator<unknown>): void {
  const end = (): void => {
    clearTimeout(timer)
    stream.destroy()
  }
  const timer = setTimeout(end, END_WITHIN_MS).unref()
  // Blank lines and comments may come before it.
  const read = (): void => {
    rest.next().then(({ done }) => (done === true ? end() : read()), end)
  }
  read()
}

const newCall = { attempt: 1, requestBytes: 0, responseBytes: 0 }

function streamOf({ stream }: StreamReply): StreamReply['stream'] {
  return stream
}
