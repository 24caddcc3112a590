const EVENT = 'data: '
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i
const LAST_CHUNK = '0\r\n\r\n'

/** Reads the answers of one connection, as little as is needed to know when one is whole: the load should cost little. */
export class AnswerReader {
  #head = ''
  #left: number | undefined
  #tail = ''
  #isBody = false
  /** Of the present answer. */
  status = 0
  events = 0

  /** @returns whether the answer is whole with this piece */
  take(piece: Buffer): boolean {
    if (this.#isBody) return this.#takeBody(piece)
    const before = this.#head.length
    this.#head += piece.toString('latin1')
    const end = this.#head.indexOf('\r\n\r\n')
    if (end < 0) return false
    const head = this.#head.slice(0, end)
    this.status = Number(head.slice(9, 12))
    const length = CONTENT_LENGTH.exec(head)?.[1]
    this.#left = length === undefined ? undefined : Number(length)
    this.#isBody = true
    return this.#takeBody(piece.subarray(end + 4 - before))
  }

  reset(): void {
    this.#head = ''
    this.#tail = ''
    this.#isBody = false
    this.status = 0
    this.events = 0
  }

  #takeBody(piece: Buffer): boolean {
    if (this.#left !== undefined) {
      this.#left -= piece.length
      return this.#left <= 0
    }
    const text = this.#tail + piece.toString('latin1')
    for (let at = text.indexOf(EVENT); at >= 0; at = text.indexOf(EVENT, at + 1)) this.events += 1
    // What is cut in two is found, and nothing is counted twice.
    this.#tail = text.slice(1 - EVENT.length)
    return text.endsWith(LAST_CHUNK)
  }
}
