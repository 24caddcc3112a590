import { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { AppContext } from '../env.ts'
import { ApiError, invalidRequest } from '../errors/api-error.ts'
import { watchPace, type Pace } from './body-pace.ts'

export interface ReceiveOptions {
  /** Largest body in bytes, the form around the file included. */
  maxBytes: number
  /** A sender that takes longer is given up. */
  timeoutMs: number
  /** And so is one that is slower. */
  pace: Pace
}

const FIELD = 'file'
/** What still comes after a refusal is thrown away for so long. */
const DRAIN_MS = 10_000
/** Far above what one part has, far below what costs anything. */
const LIMITS = { files: 2, fields: 20, parts: 20, headerPairs: 20, headerSize: 16_384, fieldNameSize: 100 }

/**
 * Hands the form's one file to `use` while it arrives: it is never whole in memory.
 *
 * @throws ApiError 400, 408, 413, 415; else what `use` throws
 */
export async function receiveFile<T>(
  c: AppContext,
  { maxBytes, timeoutMs, pace }: ReceiveOptions,
  use: (file: Readable) => Promise<T>,
): Promise<T> {
  refuseByHeaders(c, maxBytes)
  const { body } = c.req.raw
  if (body === null) throw missing()
  const form = openForm(c.req.header('content-type') ?? '')
  const source = Readable.fromWeb(body)
  const giveUp = (): void => void source.destroy(tooSlow())
  const timer = setTimeout(giveUp, timeoutMs)
  const unwatch = watchPace(c, pace, giveUp)
  let used: Promise<T> | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const refuse = (error: ApiError): void => reject(error)
      form.on('file', (name, file) => {
        // Its own error is told by the form; without a listener it would end the process.
        file.on('error', () => undefined)
        if (name !== FIELD)
          return refuse(invalidRequest(name, `is not a known field, send the file as ${FIELD}`))
        if (used !== undefined) return refuse(invalidRequest(FIELD, 'was given more than once'))
        used = use(file)
        // A file that is refused ends the upload at once.
        used.catch(reject)
      })
      form.on('field', (name) =>
        refuse(invalidRequest(name, name === FIELD ? 'must be a file' : 'is not a known field')),
      )
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
        form.on(limit, () => refuse(new ApiError(400, 'invalid_request', 'The form has too many fields')))
      form.on('error', () => reject(cutOff()))
      form.on('finish', () => resolve())
      source.on('error', (error) => reject(error instanceof ApiError ? error : cutOff()))
      source.pipe(form)
    })
    if (used === undefined) throw missing()
    return await used
  } catch (error) {
    // What `use` says about a file that is given up is no news.
    used?.catch(() => undefined)
    source.unpipe(form)
    // A sender that is cut off in the middle may never read the answer.
    c.header('connection', 'close')
    source.resume()
    setTimeout(() => source.destroy(), DRAIN_MS).unref()
    throw error
  } finally {
    clearTimeout(timer)
    unwatch()
    form.destroy()
  }
}

function refuseByHeaders(c: AppContext, maxBytes: number): void {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'multipart/form-data' || (c.req.header('content-encoding') ?? 'identity') !== 'identity') {
    throw new ApiError(
      415,
      'unsupported_media_type',
      'Content-Type must be multipart/form-data, uncompressed',
      {
        param: 'Content-Type',
      },
    )
  }
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) {
    throw new ApiError(413, 'request_too_large', `The body is larger than ${maxBytes} bytes`)
  }
}

function openForm(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS })
  } catch {
    throw new ApiError(400, 'invalid_request', 'Content-Type: the boundary is missing', {
      param: 'Content-Type',
    })
  }
}

const missing = (): ApiError => invalidRequest(FIELD, 'is missing')
const cutOff = (): ApiError => new ApiError(400, 'invalid_request', 'The form could not be read to its end')
const tooSlow = (): ApiError =>
  new ApiError(408, 'body_timeout', 'The body did not arrive in time', {
    type: 'timeout_error',
    headers: { connection: 'close' },
  })
