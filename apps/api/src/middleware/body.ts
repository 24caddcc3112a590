import { isUtf8 } from 'node:buffer'
import type { AppContext, AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { LEAST_PACE, watchPace, type Pace } from '../http/body-pace.ts'
import { inspectJson } from '../http/inspect-json.ts'
import { LARGEST_BODY } from '../limits/body-room.ts'
import { checkForm } from './check-form.ts'
import { bodyCounter } from './count-body.ts'

export interface BodyOptions {
  /** Largest body in bytes. */
  maxBytes: number
  /** A sender that takes longer is given up. */
  timeoutMs: number
  /** And so is one that is slower. */
  pace: Pace
  /** Most parts of a form. Default 20. */
  maxParts?: number
}

/** Plain requests. */
export const SMALL: BodyOptions = { maxBytes: 256 * 1024, timeoutMs: 10_000, pace: LEAST_PACE }
/** Requests that carry pictures: 10 MB of file are 13.4 MB of base64. */
export const WITH_MEDIA: BodyOptions = { maxBytes: 16 * 1024 * 1024, timeoutMs: 120_000, pace: LEAST_PACE }

/** Forms that carry files as they are, and up to 16 of them. */
export const WITH_FILES: BodyOptions = {
  maxBytes: LARGEST_BODY,
  timeoutMs: 120_000,
  pace: LEAST_PACE,
  maxParts: 40,
}

const MAX_PARTS = 20
const CHARSET = /;\s*charset="?([^\s";]*)/i
const UTF8 = new Set(['utf-8', 'utf8', 'us-ascii'])
const DECODER = new TextDecoder()

/** Reads a JSON body under limits and refuses what no route wants; the schema of the route comes after. */
export function jsonBody(options: BodyOptions = SMALL): AppMiddleware {
  const limit = limiter(options)
  return async function jsonBody(c, next) {
    if (mediaType(c) !== 'application/json') throw unsupported('application/json')
    const value = inspectJson(utf8Of(await read(c, limit, () => c.req.arrayBuffer(), options)))
    // Parsed once: the schema of the route takes what was inspected.
    Object.assign(c.req, { json: () => Promise.resolve(value) })
    await next()
  }
}

/** The same for routes which take JSON or a form with files. */
export function jsonOrFormBody(options: BodyOptions = WITH_MEDIA): AppMiddleware {
  const json = jsonBody(WITH_MEDIA)
  const form = formBody(options)
  return async function jsonOrFormBody(c, next) {
    const type = mediaType(c)
    if (type === 'application/json') return json(c, next)
    if (type !== 'multipart/form-data') throw unsupported('application/json or multipart/form-data')
    return form(c, next)
  }
}

/** The same for routes which take a form alone. */
export function formBody(options: BodyOptions = WITH_FILES): AppMiddleware {
  const limit = limiter(options)
  return async function formBody(c, next) {
    if (mediaType(c) !== 'multipart/form-data') throw unsupported('multipart/form-data')
    const body = await read(c, limit, () => c.req.arrayBuffer(), options)
    await checkForm(c, Buffer.from(body), options.maxParts ?? MAX_PARTS)
    return next()
  }
}

function mediaType(c: AppContext): string {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw new ApiError(415, 'unsupported_media_type', 'Content-Encoding: compressed bodies are not accepted')
  }
  const type = c.req.header('content-type') ?? ''
  const charset = CHARSET.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!UTF8.has(charset)) throw unsupported('in UTF-8, without another charset')
  return type.split(';')[0]?.trim().toLowerCase() ?? ''
}

/** What is no UTF-8 would be read as other words than were meant, and paid for. */
function utf8Of(body: ArrayBuffer): string {
  if (!isUtf8(body)) throw new ApiError(400, 'invalid_json', 'The body is not valid UTF-8: send it in UTF-8')
  return DECODER.decode(body)
}

type Limit = (c: AppContext) => Promise<void>

function limiter({ maxBytes }: BodyOptions): Limit {
  const tooLarge = (): never => {
    throw new ApiError(413, 'request_too_large', `The body is larger than ${maxBytes} bytes`)
  }
  // Only a body of unknown length has to be counted while it is read.
  const counted = bodyCounter(maxBytes, tooLarge)
  return async (c) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) await counted(c)
    else if (Number(length) > maxBytes) tooLarge()
    else c.get('heldBody')?.grow(Number(length))
  }
}

/** Counting is reading: whoever hangs up or is slow does it there as well. */
async function read<T>(
  c: AppContext,
  limit: Limit,
  readBody: () => Promise<T>,
  { timeoutMs, pace }: BodyOptions,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let unwatch = (): void => {}
  const { raw } = c.req
  const late = (): Promise<never> =>
    new Promise((_, reject) => {
      timer = setTimeout(() => reject(tooSlow()), timeoutMs)
      unwatch = watchPace(c, pace, () => reject(tooSlow()))
    })
  try {
    const reading = limit(c).then(readBody)
    // What is here already cannot be late.
    return await (c.env?.incoming?.complete === true ? reading : Promise.race([reading, late()]))
  } catch (error) {
    if (error instanceof ApiError) throw error
    c.get('logger').debug({ requestId: c.get('requestId') }, 'body was cut off')
    throw new ApiError(400, 'invalid_request', 'The body could not be read to its end')
  } finally {
    clearTimeout(timer)
    unwatch()
    // One that was counted holds all of its body for as long as it lives.
    c.req.raw = raw
  }
}

function tooSlow(): ApiError {
  return new ApiError(408, 'body_timeout', 'The body did not arrive in time', {
    type: 'timeout_error',
    headers: { connection: 'close' },
  })
}

function unsupported(expected: string): ApiError {
  return new ApiError(415, 'unsupported_media_type', `Content-Type must be ${expected}`, {
    param: 'Content-Type',
  })
}
