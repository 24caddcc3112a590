import { Readable } from 'node:stream'
import { BodyTooLargeError } from './body-errors.ts'
import { clean, factsOf, type Call, type ClientContext } from './call.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { ResponseTooLargeError } from './http-client-error.ts'
import { mapError } from './map-error.ts'
import { publicLookup } from './public-address.ts'
import { collect } from './read-body.ts'
import { contentLengthOf, isJson, isKnownEncoding, mediaTypeOf, parseErrorBody } from './reply-body.ts'
import { jsonOf } from './reply-json.ts'
import { redact } from './redact.ts'
import { requestBodyOf } from './request-body.ts'
import type { Reply, StreamReply } from './requests.ts'
import { definedOnly } from './resolve-options.ts'
import { createStatusError, createUnreadableError } from './status-error.ts'
import type { AttemptReply, SentState } from './transport.ts'
import { isInsideOwnNetwork } from './vendor-url.ts'
import { WatchedBody } from './watched-body.ts'

const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024
const MAX_ERROR_BYTES = 64 * 1024
const MAX_REQUEST_ID_LENGTH = 200

/** One attempt, with the whole answer in memory. An error inside a 200 is thrown like any other. */
export async function readReply(context: ClientContext, call: Call): Promise<Reply> {
  const { status, headers, body, idleMs, fail, release } = await openAttempt(context, call, false)
  const maxBytes = call.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES
  let bytes: Buffer
  try {
    bytes = await collect(body, { maxBytes, idleMs })
  } catch (error) {
    throw error instanceof BodyTooLargeError ? tooLarge(call, maxBytes) : fail(error)
  } finally {
    release()
  }
  call.responseBytes += bytes.length
  const reply: Reply = { status, headers, bytes, mediaType: mediaTypeOf(headers), requestId: call.requestId }
  throwErrorInside(context, call, reply)
  return reply
}

/** One attempt, up to the headers of a good answer. Everything that goes wrong, now or while reading, is one of ours. */
export async function openReply(
  context: ClientContext,
  call: Call,
  { redirects = false }: { redirects?: boolean } = {},
): Promise<StreamReply> {
  const opened = await openAttempt(context, call, true, redirects)
  const { status, headers, body, idleMs, fail, release, deadline } = opened
  const onPiece = (piece: Buffer): void => {
    call.responseBytes += piece.length
  }
  const stream = new WatchedBody(body, { idleMs, onPiece, fail, release })
  // Also where nobody reads it; an error that nobody hears would end the process.
  stream.on('error', () => undefined)
  deadline.onStop(() => stream.destroy(fail(new Error('stopped'))))
  return {
    status,
    headers,
    stream,
    mediaType: mediaTypeOf(headers),
    contentLength: contentLengthOf(headers),
    requestId: call.requestId,
  }
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
  const { stream, ...head } = opened
  const maxBytes = call.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES
  try {
    const reply = { ...head, bytes: await collect(stream, { maxBytes }) }
    throwErrorInside(context, call, reply)
    return reply
  } catch (error) {
    throw error instanceof BodyTooLargeError ? tooLarge(call, maxBytes) : error
  } finally {
    stream.destroy()
  }
}

interface OpenedAttempt extends AttemptReply {
  idleMs: number
  /** What broke while the body was read, as one of ours. */
  fail: (error: unknown) => Error
  /** Fires when the caller gives up, or the limit on everything passes. */
  deadline: Deadline
  /** Ends the connection and every timer. */
  release: () => void
}

async function openAttempt(
  context: ClientContext,
  call: Call,
  isStream: boolean,
  redirects = false,
): Promise<OpenedAttempt> {
  const { profile, options, transport } = context
  const state: SentState = { sent: false, bytes: 0 }
  const caller = call.options?.signal
  const timeout = {
    ...options.timeout,
    ...(isStream ? { totalMs: options.streamTotalMs } : {}),
    ...call.timeout,
    ...options.givenTimeout,
    ...(call.options?.timeout === undefined ? {} : definedOnly(call.options.timeout)),
  }
  const content = requestBodyOf(call)
  const headers = headersOf(context, call, content?.headers)
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
      secrets: [options.apiKey, ...(call.secrets ?? [])],
    })
  const request = {
    method: call.method,
    url: call.url,
    headers,
    body: content?.content,
    timeout,
    deadline,
    lookup: call.ownApi || isInsideOwnNetwork(call.url, new URL(options.baseUrl)) ? undefined : publicLookup,
  }
  let reply: AttemptReply
  try {
    reply = await transport.send(request, state)
  } catch (error) {
    deadline.end()
    throw mapped(error, false)
  }
  const { status, headers: answered, body } = reply
  const requestId = answered[profile.requestIdHeader ?? 'x-request-id']
  call.status = status
  call.requestBytes += state.bytes
  call.requestId =
    typeof requestId === 'string'
      ? cleanId(context, call, requestId).slice(0, MAX_REQUEST_ID_LENGTH)
      : undefined
  const release = (): void => {
    // Whoever has read all of it has nothing to end.
    if (!body.readableEnded) body.destroy()
    deadline.end()
  }
  if (status < 200 || status >= (redirects ? 400 : 300)) {
    const bytes = await collect(body, { maxBytes: MAX_ERROR_BYTES, idleMs: timeout.idleMs }).catch(
      () => undefined,
    )
    release()
    call.responseBytes += bytes?.length ?? 0
    throw createStatusError(context, call, { status, headers: answered, body: parseErrorBody(bytes) })
  }
  if (!isKnownEncoding(answered)) {
    release()
    throw createUnreadableError(context, call, 'the answer is packed in a way that nobody knows')
  }
  return {
    ...reply,
    idleMs: timeout.idleMs,
    fail: (error) => mapped(error, true),
    release,
    deadline,
  }
}

/** An id that looks like one is not searched for what we sent: that costs with each answer. */
function cleanId(context: ClientContext, call: Call, id: string): string {
  const secrets = [context.options.apiKey, ...(call.secrets ?? [])]
  return call.ownApi && /^[\w.:-]+$/.test(id) ? redact(id, secrets) : clean(context, call, id)
}

function throwErrorInside(context: ClientContext, call: Call, reply: Omit<Reply, 'requestId'>): void {
  const { profile } = context
  if (profile.isErrorInside === undefined || !call.ownApi || !isJson(reply.mediaType)) return
  const parsed = jsonOf(reply)
  if (!parsed.ok || !profile.isErrorInside(parsed.value)) return
  throw createStatusError(context, call, { ...reply, body: parsed.value })
}

function tooLarge(call: Call, maxBytes: number): ResponseTooLargeError {
  const { status, requestId } = call
  const facts = { phase: 'replied', disposition: 'ambiguous', status, requestId } as const
  return new ResponseTooLargeError(maxBytes, { ...factsOf(call), ...facts })
}

function headersOf(
  { profile, options }: ClientContext,
  call: Call,
  body: Record<string, string> | undefined,
): Record<string, string> {
  const headers = { 'user-agent': 'jointo' }
  if (call.ownApi && call.auth !== 'none') Object.assign(headers, profile.headers(options.apiKey))
  return Object.assign(headers, body, call.headers, call.ownApi ? call.options?.headers : undefined)
}
