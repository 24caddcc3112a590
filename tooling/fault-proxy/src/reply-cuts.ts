import { StatementReader } from './postgres-statements.ts'

/** The reply to a statement gets lost: the server has done it, and the client will never know. */
export interface ReplyCut {
  /** Default: `commit`, in whatever case. */
  statement?: RegExp
  /** Only when the same transaction held a statement that fits this. */
  after?: RegExp
  /** How often. Default 1. */
  times?: number
}

const COMMIT = /^\s*commit\b/i
const BEGIN = /^\s*(begin|start transaction)\b/i
const READY_FOR_QUERY = 0x5a
const READY_LENGTH = 6

interface Waiting {
  statement: RegExp
  after: RegExp | undefined
  left: number
}

/** Which replies of a Postgres are still to be cut, over all connections of a proxy. */
export class ReplyCuts {
  #waiting: Waiting[] = []
  #done = 0

  get done(): number {
    return this.#done
  }

  add({ statement = COMMIT, after, times = 1 }: ReplyCut): void {
    this.#waiting.push({ statement, after, left: times })
  }

  clear(): void {
    this.#waiting = []
  }

  /** True when the reply to the last of these statements is to be cut. */
  take(statement: string, transaction: readonly string[]): boolean {
    const found = this.#waiting.find(
      (one) =>
        one.left > 0 &&
        one.statement.test(statement) &&
        (one.after === undefined || transaction.some((text) => one.after?.test(text))),
    )
    if (found === undefined) return false
    found.left -= 1
    this.#done += 1
    return true
  }
}

/** Watches one connection. */
export class ReplyCutter {
  readonly #cuts: ReplyCuts
  readonly #statements = new StatementReader()
  #transaction: string[] = []
  #cutting = false

  constructor(cuts: ReplyCuts) {
    this.#cuts = cuts
  }

  fromClient(piece: Buffer): void {
    for (const statement of this.#statements.read(piece)) {
      if (BEGIN.test(statement)) this.#transaction = []
      this.#transaction.push(statement)
      if (this.#cuts.take(statement, this.#transaction)) this.#cutting = true
    }
  }

  /** What becomes of a piece of the server's: passed on, swallowed, or the end of the connection. */
  fromServer(piece: Buffer): 'pass' | 'swallow' | 'cut' {
    if (!this.#cutting) return 'pass'
    // The server is ready for more: it has done, and written down, all that it was told.
    const isReady = piece.length >= READY_LENGTH && piece[piece.length - READY_LENGTH] === READY_FOR_QUERY
    return isReady ? 'cut' : 'swallow'
  }
}
