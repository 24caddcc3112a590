/** The gateway may not know of new work everywhere at once: so long after it took it, its denial is not believed. */
const GRACE_MS = 60_000

/** Tasks that this process has just started. */
export class RecentTasks {
  readonly #startedAt = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  add(id: string): void {
    // In the order of their start: the oldest come first.
    for (const old of this.#startedAt.keys()) {
      if (this.has(old)) break
      this.#startedAt.delete(old)
    }
    this.#startedAt.set(id, this.#now())
  }

  has(id: string): boolean {
    const startedAt = this.#startedAt.get(id)
    return startedAt !== undefined && this.#now() - startedAt < GRACE_MS
  }

  get size(): number {
    return this.#startedAt.size
  }
}
