import type { AppContext, AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { inspectJson } from '../http/inspect-json.ts'
import { bodyCounter } from './count-body.ts'

export interface BodyOptions {
  /** Largest body in bytes. */
  maxBytes: number
  /** A sender slower than this is given up. */
  timeoutMs: number
}

/** Plain requests. */
export const SMALL: BodyOptions = { maxBytes: 256 * 1024, timeoutMs: 10_000 }
/** Requests that carry pictures: 10 MB of file are 13.4 MB of base64. */
export const WITH_MEDIA: BodyOptions = { maxBytes: 16 * 1024 * 1024, timeoutMs: 120_000 }

const MAX_PARTS = 20

/** Reads a JSON body under limits and refuses what no route wants; the schema of the route comes after. */
export function jsonBody(options: BodyOptions = SMALL): AppMiddleware {
  const limit = limiter(options)
  return async function jsonBody(c, next) {
    if (mediaType(c) !== 'application/json') throw unsupported('application/json')
    await limit(c)
    inspectJson(await read(c, () => c.req.text(), options))
    await next()
  }
}

/** The same for routes which take JSON or a form with files. */
export function jsonOrFormBody(options: BodyOptions = WITH_MEDIA): AppMiddleware {
  const limit = limiter(options)
  const json = jsonBody(options)
  return async function jsonOrFormBody(c, next) {
    const type = mediaType(c)
    if (type === 'application/json') return json(c, next)
    if (type !== 'multipart/form-data') throw unsupported('application/json or multipart/form-data')
    await limit(c)
    refuseManyParts(c, Buffer.from(await read(c, () => c.req.arrayBuffer(), options)))
    return next()
  }
}

/** Counted before anything is parsed: each part costs far more than its bytes. */
function refuseManyParts(c: AppContext, body: Buffer): void {
  const boundary = /;\s*boundary="?([^";]{1,70})"?/i.exec(c.req.header('content-type') ?? '')?.[1]
  if (boundary === undefined) {
    throw new ApiError(400, 'invalid_request', 'Content-Type: the boundary is missing', {
      param: 'Content-Type',
    })
  }
  let count = 0
  for (let at = body.indexOf(`--${boundary}`); at !== -1; at = body.indexOf(`--${boundary}`, at + 1)) {
    count += 1
    // The last boundary ends the last part.
    if (count > MAX_PARTS + 1) {
      throw new ApiError(400, 'invalid_request', `The form has more than ${MAX_PARTS} fields`)
    }
  }
}

function mediaType(c: AppContext): string {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw new ApiError(415, 'unsupported_media_type', 'Content-Encoding: compressed bodies are not accepted')
  }
  return c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
}

function limiter({ maxBytes }: BodyOptions): (c: AppContext) => Promise<void> {
  const tooLarge = (): never => {
    throw new ApiError(413, 'request_too_large', `The body is larger than ${maxBytes} bytes`)
  }
  // Only a body of unknown length has to be counted while it is read.
  const counted = bodyCounter(maxBytes, tooLarge)
  return async (c) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) await counted(c)
    else if (Number(length) > maxBytes) tooLarge()
  }
}

async function read<T>(c: AppContext, readBody: () => Promise<T>, { timeoutMs }: BodyOptions): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), timeoutMs)
  })
  try {
    return await Promise.race([readBody(), slow])
  } catch (error) {
    if (error instanceof ApiError) throw error
    c.var.logger.debug({ requestId: c.var.requestId }, 'body was cut off')
    throw new ApiError(400, 'invalid_request', 'The body could not be read to its end')
  } finally {
    clearTimeout(timer)
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
