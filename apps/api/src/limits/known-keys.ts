import { createHash } from 'node:crypto'

const MOST = 10_000

/** Whose keys were good lately, by their hash. Good enough to refuse by, never to let in by: keys are revoked. */
export class KnownKeys {
  readonly #accounts = new Map<string, string>()

  accountOf(key: string): string | undefined {
    return this.#accounts.get(hash(key))
  }

  remember(key: string, accountId: string): void {
    const name = hash(key)
    // The oldest goes first, so whoever comes often must be young.
    this.#accounts.delete(name)
    this.#accounts.set(name, accountId)
    const [oldest] = this.#accounts.keys()
    if (this.#accounts.size > MOST && oldest !== undefined) this.#accounts.delete(oldest)
  }

  forget(key: string): void {
    this.#accounts.delete(hash(key))
  }
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('base64')
}
