const MOST = 1_000

/** The last thousand of some keys: enough for a test, and no leak in a process that runs for weeks. */
export class Memory {
  readonly #keys = new Set<string>()

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.add(key)
    if (this.#keys.size <= MOST) return
    const [oldest] = this.#keys
    if (oldest !== undefined) this.#keys.delete(oldest)
  }

  /** True when it was there. */
  delete(key: string): boolean {
    return this.#keys.delete(key)
  }
}
