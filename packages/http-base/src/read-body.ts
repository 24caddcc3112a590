import type { Readable } from 'node:stream'
import { BodyTooLargeError, IdleTimeoutError } from './body-errors.ts'

/**
 * All of it in memory. Decoded bytes are counted, so that a small compressed answer can't grow without limit.
 *
 * @throws BodyTooLargeError, IdleTimeoutError when nothing comes for `idleMs`, and whatever breaks the stream
 */
export function collect(
  stream: Readable,
  { maxBytes, idleMs }: { maxBytes: number; idleMs?: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    const silent = (): void => reject(new IdleTimeoutError(`silent for ${idleMs} ms`))
    const timer = idleMs === undefined ? undefined : setTimeout(silent, idleMs)
    const closed = (): void => {
      clearTimeout(timer)
      reject(stream.errored ?? new Error('the answer was cut off'))
    }
    stream.on('data', (piece: Buffer) => {
      timer?.refresh()
      bytes += piece.length
      if (bytes > maxBytes) reject(new BodyTooLargeError(`larger than ${maxBytes} bytes`))
      else pieces.push(piece)
    })
    stream.once('end', () => {
      stream.off('close', closed)
      clearTimeout(timer)
      resolve(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces))
    })
    stream.once('error', reject)
    // It may have broken with the very piece that brought its headers.
    if (stream.destroyed) closed()
    else stream.once('close', closed)
  })
}
