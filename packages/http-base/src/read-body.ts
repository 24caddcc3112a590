import { Readable } from 'node:stream'
import { BodyTooLargeError, IdleTimeoutError } from './body-errors.ts'

/** Passes pieces on; ends with IdleTimeoutError when none comes for `idleMs`. Only waiting counts, not the reader's pace. */
export async function* withIdleLimit(source: AsyncIterable<Buffer>, idleMs: number): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await within(pieces.next(), idleMs)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    // Not awaited: a source that is stuck in next() would never answer.
    void pieces.return?.().catch(() => undefined)
  }
}

/** All of it in memory. Decoded bytes are counted, so that a small compressed answer can't grow without limit. */
export async function readAll(source: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of source) {
    bytes += piece.length
    if (bytes > limitBytes) throw new BodyTooLargeError(`larger than ${limitBytes} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** As a Node stream. `release` runs at once when the reader leaves, even while a piece is awaited. */
export function toReadable(source: AsyncIterable<Buffer>, release: () => void): Readable {
  const pieces = source[Symbol.asyncIterator]()
  return new Readable({
    read() {
      pieces.next().then(
        (next) => this.push(next.done === true ? null : next.value),
        (error: Error) => this.destroy(error),
      )
    },
    destroy(error, done) {
      release()
      done(error)
    },
  })
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new IdleTimeoutError(`silent for ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}
