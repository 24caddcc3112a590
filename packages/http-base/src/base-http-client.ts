import { createAgents } from './attempt.ts'
import { BodyTooLargeError } from './body-errors.ts'
import { checkCallOptions } from './call-options.ts'
import { InvalidArgumentError } from './caller-errors.ts'
import { factsOf, type Call, type ClientContext } from './call.ts'
import { openFile, openReply, readOpened, readReply } from './exchange.ts'
import { ResponseTooLargeError, UnsafeURLError } from './http-client-error.ts'
import { createLimiter } from './limiter.ts'
import type { CallOptions, HTTPClientOptions } from './options.ts'
import { parseJson } from './reply-body.ts'
import type { ParsedRequestSpec, Reply, RequestSpec, StreamReply } from './requests.ts'
import { resolveOptions } from './resolve-options.ts'
import { runCall } from './run-call.ts'
import { MAX_EVENT_LENGTH, parseServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'
import { createUnreadableError } from './status-error.ts'
import type { VendorProfile } from './vendor-profile.ts'
import { checkVendorUrl } from './vendor-url.ts'

const MAX_REDIRECTS = 3

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
    const limiter = createLimiter(options.rateLimit)
    this.#context = { profile, options, limiter, agents: createAgents(options.pool) }
  }

  /** Where calls go, without a slash at the end. */
  get baseUrl(): string {
    return this.#context.options.baseUrl
  }

  /** Closes idle sockets. */
  close(): void {
    this.#context.agents.http.destroy()
    this.#context.agents.https.destroy()
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
  protected async request(method: string, route: string, spec: RequestSpec = {}): Promise<Reply> {
    const call = this.#callTo(method, route, spec)
    return runCall(this.#context, call, () => readReply(this.#context, call))
  }

  /** The answer as a stream; errors that come later appear on the stream, as ours. */
  protected async openStream(method: string, route: string, spec: RequestSpec = {}): Promise<StreamReply> {
    const call = this.#callTo(method, route, spec)
    return runCall(this.#context, call, () => openFile(this.#context, call))
  }

  /** Server-sent events as they come. Leaving the loop ends the connection. */
  protected async *streamEvents(
    method: string,
    route: string,
    spec: RequestSpec = {},
  ): AsyncGenerator<ServerSentEvent> {
    const headers = { accept: 'text/event-stream', ...spec.headers }
    const call = this.#callTo(method, route, { ...spec, headers })
    const { stream, status, requestId } = await runCall(this.#context, call, () => this.#openEvents(call))
    try {
      yield* parseServerSentEvents(stream)
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error
      const facts = { phase: 'replied', disposition: 'ambiguous', status, requestId } as const
      throw new ResponseTooLargeError(MAX_EVENT_LENGTH, { ...factsOf(call), ...facts })
    } finally {
      stream.destroy()
    }
  }

  /** Opens an address that the vendor gave us: checked, without our key, at most three redirects, each checked again. */
  protected async openUrl(address: string, options: CallOptions = {}): Promise<StreamReply> {
    checkCallOptions(options)
    let next = address
    for (let redirects = 0; ; redirects += 1) {
      const url = this.#checkedUrl(next, redirects)
      const call: Call = {
        method: 'GET',
        route: url.pathname.slice(0, 200),
        url,
        options,
        ownApi: false,
        attempt: 1,
      }
      const reply = await runCall(this.#context, call, () =>
        openReply(this.#context, call, { redirects: true }),
      )
      if (reply.status < 300) return reply
      reply.stream.destroy()
      const { location } = reply.headers
      if (typeof location !== 'string') {
        throw createUnreadableError(this.#context, call, 'a redirect that leads nowhere')
      }
      next = URL.parse(location, url.href)?.href ?? location
    }
  }

  async #parsed<T>(method: string, route: string, spec: ParsedRequestSpec<T>): Promise<T> {
    const call = this.#callTo(method, route, spec)
    return runCall(this.#context, call, async () => {
      const { bytes } = await readReply(this.#context, call)
      const json = parseJson(bytes)
      if (!json.ok) throw createUnreadableError(this.#context, call, 'the answer is not JSON')
      const parsed = spec.schema.safeParse(json.value)
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      const where = ['answer', ...(issue?.path ?? [])].join('.')
      const message = `the answer is not understood: ${where}: ${issue?.message ?? 'wrong'}`
      throw createUnreadableError(this.#context, call, message)
    })
  }

  /** A vendor may answer with JSON in place of events: an error inside a 200, or something else altogether. */
  async #openEvents(call: Call): Promise<StreamReply> {
    const opened = await openReply(this.#context, call)
    if (opened.mediaType === 'text/event-stream') return opened
    const { mediaType } = await readOpened(this.#context, call, opened)
    const message = `the answer is no event stream (${mediaType ?? 'no type'})`
    throw createUnreadableError(this.#context, call, message)
  }

  #callTo(method: string, route: string, spec: RequestSpec): Call {
    checkCallOptions(spec.options)
    if (!route.startsWith('/')) throw new InvalidArgumentError(`the route "${route}" must begin with a slash`)
    const url = new URL(this.baseUrl + route)
    for (const [name, value] of Object.entries(spec.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    return { ...spec, method, route, url, ownApi: true, attempt: 1 }
  }

  #checkedUrl(address: string, redirects: number): URL {
    const checked = checkVendorUrl(address, new URL(this.baseUrl))
    if ('url' in checked && redirects <= MAX_REDIRECTS) return checked.url
    const problem = 'problem' in checked ? checked.problem : 'too many redirects'
    const facts = { method: 'GET', route: '(result address)', attempt: 1 } as const
    throw new UnsafeURLError(problem, { ...facts, phase: 'not_sent', disposition: 'not_sent' })
  }
}
