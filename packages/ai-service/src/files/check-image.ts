import { readFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { FileToStore } from '../storage/storage.ts'
import type { MediaFacts } from './measure.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'

/** Larger pictures are a weapon against whoever decodes them. */
const MAX_PIXELS = 50_000_000

/**
 * A picture that somebody brings is whole, has a size, and is not huge. Other files pass.
 *
 * @throws UnacceptableFileError
 */
export async function checkImage(file: FileToStore, { width, height }: MediaFacts): Promise<void> {
  if (!file.mediaType.startsWith('image/')) return
  if (width === null || height === null || width < 1 || height < 1)
    throw broken('the picture tells no size that can be read')
  if (width * height > MAX_PIXELS)
    throw broken(`the picture has ${width} × ${height} pixels, at most ${MAX_PIXELS} are accepted`)
  const bytes = await readFile(file.path)
  const problem = WHOLE[file.mediaType]?.(bytes)
  if (problem !== undefined) throw broken(problem)
}

const broken = (message: string) => new UnacceptableFileError('broken', message)
const CUT = 'the picture is cut off'

/** What is wrong with it, by type. */
const WHOLE: Readonly<Record<string, (bytes: Buffer) => string | undefined>> = {
  'image/png': checkPng,
  'image/jpeg': checkJpeg,
  'image/webp': (bytes) => (bytes.readUInt32LE(4) + 8 > bytes.length ? CUT : undefined),
}

/** Every chunk is there with its checksum, the last one is the end, and nothing hides behind it. */
function checkPng(bytes: Buffer): string | undefined {
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return CUT
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return 'the picture is damaged: a checksum does not fit'
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND')
      return end === bytes.length ? undefined : 'something else follows the picture'
    at = end
  }
  return CUT
}

/** Segments up to the first scan, and an end. Cameras put more behind it. */
function checkJpeg(bytes: Buffer): string | undefined {
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return 'the picture is damaged'
    const marker = bytes[at + 1]
    if (marker === 0xff) at += 1
    else if (marker === 0xda) return bytes.includes(Buffer.from([0xff, 0xd9]), at + 4) ? undefined : CUT
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return CUT
}
