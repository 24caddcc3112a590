const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104

/** Takes a client's bytes and gives back the statements in them, however the bytes are cut into pieces. */
export class StatementReader {
  #rest: Buffer = Buffer.alloc(0)
  #started = false
  /** By the name they were prepared under; the last unnamed one is ''. */
  readonly #prepared = new Map<string, string>()

  read(piece: Buffer): string[] {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    const statements: string[] = []
    for (;;) {
      // Before the start-up there is no letter in front of the length.
      const letter = this.#started ? 1 : 0
      if (this.#rest.length < letter + 4) return statements
      const length = letter + this.#rest.readInt32BE(letter)
      if (this.#rest.length < length) return statements
      const message = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      if (this.#started) statements.push(...this.#statementOf(message))
      else this.#started = !asksForEncryption(message)
    }
  }

  /** The text of a simple query, or of a prepared statement each time that it is run. */
  #statementOf(message: Buffer): string[] {
    const kind = String.fromCharCode(message[0] ?? 0)
    if (kind === 'Q') return [textAt(message, 5)]
    if (kind !== 'P' && kind !== 'B') return []
    const end = message.indexOf(0, 5)
    if (end === -1) return []
    if (kind === 'P') this.#prepared.set(textAt(message, 5), textAt(message, end + 1))
    const text = kind === 'B' ? this.#prepared.get(textAt(message, end + 1)) : undefined
    return text === undefined ? [] : [text]
  }
}

function asksForEncryption(message: Buffer): boolean {
  return message.length === 8 && [SSL_REQUEST, GSS_REQUEST].includes(message.readInt32BE(4))
}

function textAt(message: Buffer, start: number): string {
  const end = message.indexOf(0, start)
  return message.toString('utf8', start, end === -1 ? message.length : end)
}
