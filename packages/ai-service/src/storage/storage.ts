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

/** What whoever follows a link is told about the file, whatever the object itself says. */
export interface LinkOptions {
  expiresInSeconds: number
  mediaType: string
  /** Offered as the name to save it under. */
  filename: string
}

/** Where finished files live. Keys hold letters, digits, `/`, `.`, `_` and `-` only. */
export interface Storage {
  /**
   * Resolves when the object is there whole, and was seen to be; the same key may be written again with the same bytes.
   * Rejects when what is there afterwards is not this file.
   */
  put(key: string, file: FileToStore): Promise<void>
  /** Whether the object is there with exactly this content: size and checksum, not the size alone. */
  holds(key: string, file: FileToStore): Promise<boolean>
  /** Bytes of the object, or undefined when there is none. */
  size(key: string): Promise<number | undefined>
  /** Rejects with `ServiceError('not_found')` when there is no such object. */
  open(key: string, range?: ByteRange): Promise<OpenedObject>
  /** Resolves also when there is no such object. */
  remove(key: string): Promise<void>
  /** An address that gives the object to anybody who has it, for a while. Absent where there is none. */
  link?(key: string, options: LinkOptions): Promise<string>
  /** Rejects when objects can't be written now. */
  ready(): Promise<void>
  close(): void
}
