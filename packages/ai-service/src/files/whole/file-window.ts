import type { FileHandle } from 'node:fs/promises'

/** What is looked at together: large enough that small steps cost no call to the system each. */
const WINDOW_BYTES = 64 * 1024

/** Looks at a file piece by piece, whatever its size, with memory for one piece. */
export class FileWindow {
  readonly #handle: FileHandle
  readonly #window = Buffer.alloc(WINDOW_BYTES)
  readonly size: number
  #from = 0
  #filled = 0

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  /** At most a window's bytes from `at` on, fewer at the end of the file. Good until the next call. */
  async read(at: number, length: number): Promise<Buffer> {
    const end = Math.min(at + Math.min(length, WINDOW_BYTES), this.size)
    if (end <= at) return Buffer.alloc(0)
    if (at < this.#from || end > this.#from + this.#filled) {
      const { bytesRead } = await this.#handle.read(this.#window, 0, WINDOW_BYTES, at)
      this.#from = at
      this.#filled = bytesRead
    }
    return this.#window.subarray(at - this.#from, Math.min(end - this.#from, this.#filled))
  }

  /** All bytes of a part, in pieces. */
  async *pieces(from: number, to: number): AsyncGenerator<Buffer> {
    for (let at = from; at < to;) {
      const piece = await this.read(at, Math.min(WINDOW_BYTES, to - at))
      if (piece.length === 0) return
      yield piece
      at += piece.length
    }
  }

  /** Where these bytes stand first, at or behind `from`; undefined when they do not. */
  async find(bytes: Buffer, from: number, to = this.size): Promise<number | undefined> {
    for (let at = from; at < to;) {
      const piece = await this.read(at, WINDOW_BYTES)
      const found = piece.indexOf(bytes)
      if (found >= 0) return at + found
      if (piece.length < WINDOW_BYTES) return undefined
      at += piece.length - bytes.length + 1
    }
    return undefined
  }
}
