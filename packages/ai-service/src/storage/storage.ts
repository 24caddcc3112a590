import type { Readable } from 'node:stream'
import type { ByteRange } from '../types.ts'

/** A file on this machine that is about to be kept. */
export interface FileToStore {
  path: string
  bytes: number
  /** Lower-case hex. */
  sha256: string
  /** Base64, as S3's Content-MD5 wants it. */
  md5: string
  mediaType: string
}

export interface OpenedObject {
  stream: Readable
  /** Bytes in this stream (a range has fewer than the object). */
  bytes: number
}

/** Where finished files live. Keys hold letters, digits, `/`, `.`, `_` and `-` only. */
export interface Storage {
  /** Resolves when the object is there whole; the same key may be written again with the same bytes. */
  put(key: string, file: FileToStore): Promise<void>
  /** Bytes of the object, or undefined when there is none. */
  size(key: string): Promise<number | undefined>
  /** Rejects with `ServiceError('not_found')` when there is no such object. */
  open(key: string, range?: ByteRange): Promise<OpenedObject>
  remove(key: string): Promise<void>
  /** Rejects when objects can't be written now. */
  ready(): Promise<void>
  close(): void
}
