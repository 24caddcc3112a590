import { Readable } from 'node:stream'
import type { OpenedFile } from '../../spec/generation.ts'

const SLICE = Buffer.alloc(64 * 1024)

/**
 * Makes a file larger by `extra` bytes that every reader skips, and streams them without holding them: a `free` box of an
 * MP4, a `JUNK` chunk of a WAV, a chunk of unknown type of a GLB. `extra` is a multiple of 4 of at least 8 bytes.
 */
export function streamPadded(file: Uint8Array, mediaType: string, extra: number): OpenedFile {
  const bytes = Buffer.from(file)
  const head = Buffer.alloc(8)
  switch (mediaType) {
    case 'video/mp4':
      head.writeUInt32BE(extra, 0)
      head.write('free', 4, 'latin1')
      break
    case 'audio/wav':
      bytes.writeUInt32LE(bytes.readUInt32LE(4) + extra, 4)
      head.write('JUNK', 0, 'latin1')
      head.writeUInt32LE(extra - 8, 4)
      break
    case 'model/gltf-binary':
      bytes.writeUInt32LE(bytes.readUInt32LE(8) + extra, 8)
      head.writeUInt32LE(extra - 8, 0)
      head.write('JUNK', 4, 'latin1')
      break
    default:
      throw new TypeError(`The mock cannot make a ${mediaType} larger.`)
  }
  const stream = Readable.from(slices([bytes, head], extra - head.length), { objectMode: false })
  return { stream, mediaType, contentLength: bytes.length + extra }
}

function* slices(first: readonly Buffer[], zeros: number): Generator<Buffer> {
  yield* first
  for (let left = zeros; left > 0; left -= SLICE.length)
    yield left < SLICE.length ? SLICE.subarray(0, left) : SLICE
}
