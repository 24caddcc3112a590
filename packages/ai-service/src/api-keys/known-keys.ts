import type { ServiceContext } from '../context.ts'
import type { KeyPrincipal } from '../types.ts'

/** Keys that are in use in one process at once; more are looked up. */
const MAX_KEYS = 10_000

interface KnownKey {
  principal: KeyPrincipal
  /** When the look at the table began. */
  seenAt: number
}

/** Keys by their hash that were valid when they were last looked up, with the time at which they were. */
export class KnownKeys {
  readonly #keys = new Map<string, KnownKey>()

  /** Whose key it is, where it was valid no longer ago than that. */
  get(sha256: string, maxAgeMs = Infinity): KeyPrincipal | undefined {
    const known = this.#keys.get(sha256)
    return known !== undefined && performance.now() - known.seenAt < maxAgeMs ? known.principal : undefined
  }

  add(sha256: string, principal: KeyPrincipal, seenAt: number): void {
    // The one that was not looked up for the longest time goes first.
    this.#keys.delete(sha256)
    this.#keys.set(sha256, { principal, seenAt })
    const [oldest] = this.#keys.keys()
    if (this.#keys.size > MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest)
  }

  forget(sha256: string): void {
    this.#keys.delete(sha256)
  }

  /** Of a key that was revoked in this process: from here on it is looked up. */
  forgetKey(apiKeyId: string): void {
    for (const [sha256, { principal }] of this.#keys) {
      if (principal.apiKeyId === apiKeyId) this.#keys.delete(sha256)
    }
  }
}

const known = new WeakMap<ServiceContext, KnownKeys>()

export function knownKeysOf(context: ServiceContext): KnownKeys {
  const keys = known.get(context) ?? new KnownKeys()
  known.set(context, keys)
  return keys
}
