/** A counting semaphore: at most `size` jobs in hand. */
export class Slots {
  readonly #size: number
  #used = 0
  readonly #waiting: (() => void)[] = []

  constructor(size: number) {
    this.#size = size
  }

  get used(): number {
    return this.#used
  }

  get free(): number {
    return this.#size - this.#used
  }

  /** Resolves when a slot is ours. */
  async acquire(): Promise<void> {
    if (this.#used >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#used += 1
  }

  release(): void {
    // A waiter takes the slot over, so the count stays.
    const next = this.#waiting.shift()
    if (next === undefined) this.#used -= 1
    else next()
  }
}
