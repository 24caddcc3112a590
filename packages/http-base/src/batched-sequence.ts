type Batches<T> = AsyncIterator<readonly T[], void, undefined>

/**
 * A sequence whose elements come several at a time, to be read one by one like any other. `batchesOf` gives them as they came:
 * each step of an asynchronous sequence costs more than most elements do.
 *
 * @example `for await (const event of sequence) …`
 */
export class BatchedSequence<T> implements AsyncGenerator<T, void, undefined> {
  readonly #batches: Batches<T>
  /** Of a batch of which somebody has read single elements. */
  #rest: Iterator<T, undefined> | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(batches: Batches<T>) {
    this.#batches = batches
  }

  /** What is left, as it comes. */
  batches(): Batches<T> {
    return {
      next: () => {
        const rest = this.#rest
        if (rest === undefined) return this.#batches.next()
        this.#rest = undefined
        return Promise.resolve({ done: false, value: Array.from({ [Symbol.iterator]: () => rest }) })
      },
      return: () => this.return(),
    }
  }

  /** Whoever asks twice at once is answered in turn. */
  next(): Promise<IteratorResult<T, void>> {
    const element = this.#turn.then(() => this.#take())
    this.#turn = element.catch(() => undefined)
    return element
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.#rest = undefined
    await this.#batches.return?.()
    return { done: true, value: undefined }
  }

  async throw(error: unknown): Promise<IteratorReturnResult<void>> {
    await this.return()
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  async #take(): Promise<IteratorResult<T, void>> {
    for (;;) {
      const element = this.#rest?.next()
      if (element !== undefined && element.done !== true) return element
      this.#rest = undefined
      const batch = await this.#batches.next()
      if (batch.done === true) return batch
      this.#rest = batch.value[Symbol.iterator]()
    }
  }
}

/** The elements of any sequence in batches: as they came where they came so, else each alone. */
export function batchesOf<T>(source: AsyncIterable<T>): Batches<T> {
  if (source instanceof BatchedSequence) return source.batches()
  const iterator = source[Symbol.asyncIterator]()
  return {
    async next() {
      const { done, value } = await iterator.next()
      return done === true ? { done, value: undefined } : { done: false, value: [value] }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

/** For `for await`. */
export function eachBatch<T>(source: AsyncIterable<T>): AsyncIterable<readonly T[]> {
  return { [Symbol.asyncIterator]: () => batchesOf(source) }
}
