import { connect, type Socket } from 'node:net'
import { AnswerReader } from './answer.ts'

export interface Timed {
  status: number
  /** Milliseconds to the last byte. */
  total: number
  /** To the first event of a stream. */
  first: number
  events: number
}

/** For all lines: what was read is taken before the next is read, and a buffer for each reading costs as much as the rest of it. */
const PIECE = Buffer.alloc(64 * 1024)

/** One connection that is kept, with one request at a time on it. */
export class Line {
  readonly #socket: Socket
  readonly #reader = new AnswerReader()
  #settle: { resolve: (timed: Timed) => void; reject: (error: Error) => void } | undefined
  #started = 0
  #first = 0

  constructor(port: number) {
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: PIECE,
        callback: (length) => {
          this.#take(PIECE.subarray(0, length))
          return true
        },
      },
    })
    this.#socket.on('error', (error) => this.#settle?.reject(error))
    this.#socket.on('close', () => this.#settle?.reject(new Error('the connection was closed')))
  }

  ask(request: Buffer): Promise<Timed> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#reader.reset()
      this.#first = 0
      this.#started = performance.now()
      this.#socket.write(request)
    })
  }

  /** A server ends connections that have been idle for long. */
  get isOpen(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded
  }

  close(): void {
    this.#settle = undefined
    this.#socket.destroy()
  }

  #take(piece: Buffer): void {
    const isWhole = this.#reader.take(piece)
    const { status, events } = this.#reader
    if (this.#first === 0 && events > 0) this.#first = performance.now() - this.#started
    if (!isWhole) return
    const settle = this.#settle
    this.#settle = undefined
    settle?.resolve({ status, total: performance.now() - this.#started, first: this.#first, events })
  }
}
