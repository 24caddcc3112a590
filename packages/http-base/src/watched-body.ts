import { Readable } from 'node:stream'
import { IdleTimeoutError } from './body-errors.ts'

export interface BodyWatch {
  /** Longest wait for a piece. Only waiting counts, not the reader's pace. */
  idleMs: number
  onPiece: (piece: Buffer) => void
  /** What broke it, as one of ours. */
  fail: (error: unknown) => Error
  /** Called once, at once when the reader leaves, even while a piece is awaited. */
  release: () => void
}

/**
 * The body of an answer as it comes, watched. One timer and no promise for all of it: those that each piece would need cost
 * more than the piece.
 */
export class WatchedBody extends Readable {
  readonly #body: Readable
  readonly #watch: BodyWatch
  readonly #timer: NodeJS.Timeout
  #isWaiting = false

  constructor(body: Readable, watch: BodyWatch) {
    super()
    this.#body = body
    this.#watch = watch
    this.#timer = setTimeout(() => {
      if (this.#isWaiting) this.#break(new IdleTimeoutError(`silent for ${watch.idleMs} ms`))
    }, watch.idleMs)
    body.on('readable', () => this.#take())
    body.once('end', () => this.push(null))
    body.once('error', (error) => this.#break(error))
    // It may have broken with the very piece that brought its headers.
    if (body.destroyed) this.#cutOff()
    else body.once('close', () => this.#cutOff())
  }

  override _read(): void {
    if (!this.#isWaiting) this.#timer.refresh()
    this.#isWaiting = true
    this.#take()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer)
    this.#watch.release()
    done(error)
  }

  #take(): void {
    if (!this.#isWaiting) return
    const piece: Buffer | null = this.#body.read()
    if (piece === null) return
    this.#isWaiting = false
    this.#watch.onPiece(piece)
    this.push(piece)
  }

  #cutOff(): void {
    if (!this.#body.readableEnded) this.#break(this.#body.errored ?? new Error('the answer was cut off'))
  }

  #break(error: unknown): void {
    if (!this.destroyed) this.destroy(this.#watch.fail(error))
  }
}
