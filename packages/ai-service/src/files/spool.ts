import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileToStore } from '../storage/storage.ts'
import { isAccepted, type Content } from './content.ts'
import { detectMediaType, detectTextType, HEAD_BYTES } from './media-type.ts'
import { own } from './own-failure.ts'
import { Pace, PACE, type PaceLimits } from './pace.ts'
import { StoppablePieces } from './stoppable-pieces.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'

/** Most bytes of one result. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3

/** Most bytes of words: they are looked at whole. */
const MAX_TEXT_BYTES = 16 * 1024 ** 2

export interface SpoolOptions {
  expectedBytes?: number | undefined
  signal?: AbortSignal | undefined
  /** Default `any`. Words are accepted only where they are what was asked for. */
  content?: Content | undefined
  /** Default 2 GiB, for words 16 MiB. */
  maxBytes?: number | undefined
  pace?: PaceLimits | undefined
}

/**
 * Puts a stream into a file on this machine, hashing and counting on the way, with constant memory; hands it
 * to `use` and removes it afterwards. What is no file that we keep is given up as soon as its first bytes tell.
 *
 * @throws UnacceptableFileError when it is empty, too large, not as long as announced, or not of a wanted type;
 *   TooSlowError when hardly anything comes; OwnFailureError when this machine's disk fails; else what broke the stream
 */
export async function withSpooledFile<T>(
  folder: string,
  source: Readable | Uint8Array,
  use: (file: FileToStore) => Promise<T>,
  options: SpoolOptions = {},
): Promise<T> {
  const stream = readableOf(source)
  const path = join(folder, randomUUID())
  try {
    await own(() => mkdir(folder, { recursive: true }))
    return await use(await spool(path, stream, options))
  } finally {
    stream.destroy()
    // What can not be removed now is found by the sweeper; what went wrong before is what is told.
    await rm(path, { force: true }).catch(() => undefined)
  }
}

/** The file at `path`, measured. */
export async function spool(path: string, stream: Readable, options: SpoolOptions): Promise<FileToStore> {
  const { content = 'any', expectedBytes } = options
  const handle = await own(() => open(path, 'w', 0o600))
  let measured: Measured
  try {
    measured = await write(handle, stream, options)
  } finally {
    await own(() => handle.close())
  }
  const { bytes, head } = measured
  if (bytes === 0) throw new UnacceptableFileError('empty', 'the content is empty')
  if (expectedBytes !== undefined && bytes !== expectedBytes) {
    throw new UnacceptableFileError('length', `${bytes} bytes came, ${expectedBytes} were announced`)
  }
  const mediaType =
    content === 'text' ? detectTextType(await own(() => readFile(path))) : wantedType(content, head)
  if (mediaType === undefined) throw wrongType()
  return { path, bytes, sha256: measured.sha256, md5: measured.md5, mediaType }
}

interface Measured extends Pick<FileToStore, 'bytes' | 'sha256' | 'md5'> {
  head: Buffer
}

async function write(handle: FileHandle, stream: Readable, options: SpoolOptions): Promise<Measured> {
  const { content = 'any', signal, pace: limits = PACE } = options
  const maxBytes = options.maxBytes ?? (content === 'text' ? MAX_TEXT_BYTES : MAX_FILE_BYTES)
  const pieces = new StoppablePieces(stream, signal)
  const pace = new Pace(limits, (error) => pieces.stop(error))
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let head = Buffer.alloc(0)
  let bytes = 0
  try {
    for (;;) {
      pace.wait()
      const chunk = await pieces.next()
      if (chunk === undefined) break
      pace.came(chunk.length)
      bytes += chunk.length
      if (bytes > maxBytes) throw new UnacceptableFileError('too_large', `larger than ${maxBytes} bytes`)
      if (content !== 'text' && head.length < HEAD_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
        if (head.length === HEAD_BYTES && wantedType(content, head) === undefined) throw wrongType()
      }
      sha256.update(chunk)
      md5.update(chunk)
      await own(() => writeAll(handle, chunk))
    }
  } finally {
    pace.end()
    pieces.end()
  }
  return { bytes, head, sha256: sha256.digest('hex'), md5: md5.digest('base64') }
}

function wantedType(content: Content, head: Buffer): string | undefined {
  const mediaType = detectMediaType(head)
  return mediaType !== undefined && isAccepted(content, mediaType) ? mediaType : undefined
}

const wrongType = () => new UnacceptableFileError('type', 'the content is of no accepted media type')

async function writeAll(handle: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten
}

/** In memory or on its way. */
export function readableOf(source: Readable | Uint8Array): Readable {
  if (source instanceof Readable) return source
  return Readable.from([Buffer.from(source.buffer, source.byteOffset, source.byteLength)])
}
