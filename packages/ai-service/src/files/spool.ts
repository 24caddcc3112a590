import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileToStore } from '../storage/storage.ts'
import { detectMediaType, detectTextType, HEAD_BYTES } from './media-type.ts'

/** Most bytes of one result. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3

/** Most bytes of words: they are looked at whole. */
const MAX_TEXT_BYTES = 16 * 1024 ** 2

export interface SpoolOptions {
  expectedBytes?: number | undefined
  signal?: AbortSignal | undefined
  /** Words are what was asked for, so they are accepted. Default `media`. */
  content?: 'media' | 'text' | undefined
}

/** The bytes are not a file we keep. */
export class UnacceptableFileError extends Error {
  override readonly name = 'UnacceptableFileError'
}

/**
 * Puts a stream into a file on this machine, hashing and counting on the way, with constant memory; hands it
 * to `use` and removes it afterwards.
 *
 * @throws UnacceptableFileError when it is empty, too large, shorter than announced, or of no allowed type
 */
export async function withSpooledFile<T>(
  folder: string,
  source: Readable | Uint8Array,
  use: (file: FileToStore) => Promise<T>,
  options: SpoolOptions = {},
): Promise<T> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  try {
    const measured = await write(path, source, options.signal)
    if (options.expectedBytes !== undefined && measured.bytes !== options.expectedBytes) {
      throw new UnacceptableFileError(`${measured.bytes} bytes came, ${options.expectedBytes} were announced`)
    }
    const mediaType =
      options.content === 'text'
        ? await readTextType(path, measured.bytes)
        : detectMediaType(await readHead(path))
    if (mediaType === undefined) throw new UnacceptableFileError('the content is of no accepted media type')
    return await use({ path, mediaType, ...measured })
  } finally {
    await rm(path, { force: true })
  }
}

async function write(
  path: string,
  source: Readable | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Pick<FileToStore, 'bytes' | 'sha256' | 'md5'>> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > MAX_FILE_BYTES)
        return done(new UnacceptableFileError(`larger than ${MAX_FILE_BYTES} bytes`))
      sha256.update(chunk)
      md5.update(chunk)
      done(null, chunk)
    },
  })
  const stream =
    source instanceof Readable
      ? source
      : Readable.from([Buffer.from(source.buffer, source.byteOffset, source.byteLength)])
  await pipeline(
    stream,
    meter,
    createWriteStream(path, { mode: 0o600 }),
    signal === undefined ? {} : { signal },
  )
  if (bytes === 0) throw new UnacceptableFileError('the content is empty')
  return { bytes, sha256: sha256.digest('hex'), md5: md5.digest('base64') }
}

async function readTextType(path: string, bytes: number): Promise<string | undefined> {
  return bytes > MAX_TEXT_BYTES ? undefined : detectTextType(await readFile(path))
}

async function readHead(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  const handle = await open(path, 'r')
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, size))
    await handle.read(head, 0, head.length, 0)
    return head
  } finally {
    await handle.close()
  }
}
