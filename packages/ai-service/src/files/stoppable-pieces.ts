import type { Readable } from 'node:stream'

/** A stream's pieces, one by one; waiting for the next one ends at once when it is stopped, whatever the source does. */
export class StoppablePieces {
  readonly #stream: Readable
  readonly #pieces: AsyncIterator<Buffer | Uint8Array | string>
  readonly #signal: AbortSignal | undefined
  readonly #abort = (): void => this.stop(new Error('aborted', { cause: this.#signal?.reason }))
  #stopped: Error | undefined
  #reject: (error: Error) => void = () => undefined

  constructor(stream: Readable, signal: AbortSignal | undefined) {
    this.#stream = stream
    this.#pieces = stream[Symbol.asyncIterator]()
    this.#signal = signal
    // A stream that breaks while nobody waits for it is found out with the next piece.
    stream.on('error', () => undefined)
    if (signal?.aborted === true) this.#abort()
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Undefined at the end. */
  next(): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped)
      this.#reject = reject
      this.#pieces
        .next()
        .then(({ done, value }) => resolve(done === true ? undefined : bufferOf(value)), reject)
    })
  }

  stop(error: Error): void {
    this.#stopped ??= error
    this.#reject(this.#stopped)
    this.#stream.destroy(error)
  }

  /** Leaves no listener behind. */
  end(): void {
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#stream.destroy()
  }
}

function bufferOf(piece: Buffer | Uint8Array | string): Buffer {
  if (typeof piece === 'string') return Buffer.from(piece)
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}
