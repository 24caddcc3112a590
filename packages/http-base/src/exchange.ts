import { Readable } from 'node:stream'
import { attempt, type SentState } from './attempt.ts'
import { BodyTooLargeError } from './body-errors.ts'
import { clean, factsOf, type Call, type ClientContext } from './call.ts'
import { startDeadline } from './deadline.ts'
import { toFormData } from './form.ts'
import { ResponseTooLargeError } from './http-client-error.ts'
import { mapError } from './map-error.ts'
import { publicLookup } from './public-address.ts'
import { readAll, toReadable, withIdleLimit } from './read-body.ts'
import { contentLengthOf, isJson, mediaTypeOf, parseJson, readErrorBody } from './reply-body.ts'
import type { Reply, StreamReply } from './requests.ts'
import { definedOnly } from './resolve-options.ts'
import { createStatusError } from './status-error.ts'
import { isInsideOwnNetwork } from './vendor-url.ts'

const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024
const MAX_REQUEST_ID_LENGTH = 200

/** One attempt, up to the headers of a good answer. Everything that goes wrong, now or while reading, is one of ours. */
export async function openReply(
  context: ClientContext,
  call: Call,
  { isStream = true, redirects = false }: { isStream?: boolean; redirects?: boolean } = {},
): Promise<StreamReply> {
  const { profile, options, agents } = context
  const state: SentState = { sent: false }
  const caller = call.options?.signal
  const timeout = {
    ...options.timeout,
    ...(isStream ? { totalMs: options.streamTotalMs } : {}),
    ...definedOnly(call.options?.timeout ?? {}),
  }
  const deadline = startDeadline(timeout.totalMs, caller)
  const mapped = (error: unknown, replied: boolean): Error =>
    mapError(error, {
      ...factsOf(call),
      billable: call.billable ?? false,
      sent: state.sent || replied,
      replied,
      status: replied ? call.status : undefined,
      requestId: replied ? call.requestId : undefined,
      aborted: caller?.aborted ?? false,
      totalTimeoutMs: deadline.passed ? timeout.totalMs : undefined,
      secrets: [options.apiKey],
    })
  const request = {
    method: call.method,
    url: call.url,
    headers: headersOf(context, call),
    body: bodyOf(call),
    timeout,
    signal: deadline.signal,
    agents,
    lookup: call.ownApi || isInsideOwnNetwork(call.url, new URL(options.baseUrl)) ? undefined : publicLookup,
  }
  const reply = await attempt(request, state).catch((error: unknown) => {
    deadline.end()
    throw mapped(error, false)
  })
  const { status, headers } = reply
  const requestId = headers[profile.requestIdHeader ?? 'x-request-id']
  call.status = status
  call.requestId =
    typeof requestId === 'string' ? clean(context, requestId).slice(0, MAX_REQUEST_ID_LENGTH) : undefined
  const body = mapErrors(withIdleLimit(reply.body, timeout.idleMs), (error) => mapped(error, true))
  const release = (): void => {
    reply.destroy()
    deadline.end()
  }
  if (status < 200 || status >= (redirects ? 400 : 300)) {
    const errorBody = await readErrorBody(body)
    release()
    throw createStatusError(context, call, { status, headers, body: errorBody })
  }
  return {
    status,
    headers,
    stream: toReadable(body, release),
    mediaType: mediaTypeOf(headers),
    contentLength: contentLengthOf(headers),
    requestId: call.requestId,
  }
}

/** One attempt, with the whole answer in memory. An error inside a 200 is thrown like any other. */
export async function readReply(context: ClientContext, call: Call): Promise<Reply> {
  return readOpened(context, call, await openReply(context, call, { isStream: false }))
}

/** One attempt at a stream. JSON in its place is read first, when the vendor puts errors inside a 200. */
export async function openFile(context: ClientContext, call: Call): Promise<StreamReply> {
  const opened = await openReply(context, call)
  const { mediaType } = opened
  if (context.profile.isErrorInside === undefined || mediaType === undefined || !isJson(mediaType))
    return opened
  const { bytes } = await readOpened(context, call, opened)
  return { ...opened, stream: Readable.from([bytes], { objectMode: false }) }
}

/** The rest of an answer whose headers are there. */
export async function readOpened(context: ClientContext, call: Call, opened: StreamReply): Promise<Reply> {
  const limit = call.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES
  const { status, headers, mediaType, requestId, stream } = opened
  try {
    const bytes = await readAll(stream, limit)
    throwErrorInside(context, call, { status, headers, mediaType, bytes })
    return { status, headers, mediaType, requestId, bytes }
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error
    const facts = { phase: 'replied', disposition: 'ambiguous', status, requestId } as const
    throw new ResponseTooLargeError(limit, { ...factsOf(call), ...facts })
  } finally {
    stream.destroy()
  }
}

function throwErrorInside(context: ClientContext, call: Call, reply: Omit<Reply, 'requestId'>): void {
  const { profile } = context
  if (profile.isErrorInside === undefined || !call.ownApi || !isJson(reply.mediaType)) return
  const parsed = parseJson(reply.bytes)
  if (!parsed.ok || !profile.isErrorInside(parsed.value)) return
  throw createStatusError(context, call, { ...reply, body: parsed.value })
}

function headersOf({ profile, options }: ClientContext, call: Call): Record<string, string> {
  const own = call.ownApi && call.auth !== 'none' ? profile.headers(options.apiKey) : {}
  const json = call.json === undefined ? {} : { 'content-type': 'application/json' }
  const caller = call.ownApi ? call.options?.headers : {}
  const length = call.body instanceof Blob ? { 'content-length': String(call.body.size) } : {}
  return { 'user-agent': 'jointo', ...own, ...json, ...length, ...call.headers, ...caller }
}

function bodyOf(call: Call): string | FormData | Uint8Array | AsyncIterable<Uint8Array> | undefined {
  if (call.form !== undefined) return toFormData(call.form)
  if (call.body !== undefined) return call.body instanceof Blob ? call.body.stream() : call.body
  return call.json === undefined ? undefined : JSON.stringify(call.json)
}

async function* mapErrors(
  source: AsyncIterable<Buffer>,
  map: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  try {
    yield* source
  } catch (error) {
    throw map(error)
  }
}
