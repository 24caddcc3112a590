import type { ServiceContext } from '../context.ts'
import { endingOf } from './authenticate.ts'
import { findEnded } from './find-key.ts'

/** With the look itself well below the five seconds after which no process takes a revoked key. */
const LOOK_EVERY_MS = 2_000

/** Keys that somebody is being answered for: looked at together, by one statement, and only while there are any. */
class KeyWatch {
  readonly #context: ServiceContext
  readonly #watched = new Map<string, Set<AbortController>>()
  #isLooking = false

  constructor(context: ServiceContext) {
    this.#context = context
  }

  watch(apiKeyId: string, until: AbortSignal): AbortSignal {
    const ended = new AbortController()
    if (until.aborted) return ended.signal
    const ofKey = this.#watched.get(apiKeyId) ?? new Set()
    this.#watched.set(apiKeyId, ofKey.add(ended))
    const stop = (): void => {
      ofKey.delete(ended)
      if (ofKey.size === 0 && this.#watched.get(apiKeyId) === ofKey) this.#watched.delete(apiKeyId)
    }
    until.addEventListener('abort', stop, { once: true })
    if (!this.#isLooking) this.#lookLater()
    return ended.signal
  }

  async look(): Promise<void> {
    const ids = [...this.#watched.keys()]
    if (ids.length === 0) return
    for (const { id, ...row } of await findEnded(this.#context, ids)) {
      const ofKey = this.#watched.get(id) ?? []
      this.#watched.delete(id)
      for (const controller of ofKey) controller.abort(endingOf(row))
    }
  }

  #lookLater(): void {
    this.#isLooking = this.#watched.size > 0
    if (!this.#isLooking) return
    setTimeout(() => {
      // A database that is away knows of no revocation either: it is asked again.
      void this.look()
        .catch(() => undefined)
        .then(() => this.#lookLater())
    }, LOOK_EVERY_MS).unref()
  }
}

const watches = new WeakMap<ServiceContext, KeyWatch>()

function watchOf(context: ServiceContext): KeyWatch {
  const watch = watches.get(context) ?? new KeyWatch(context)
  watches.set(context, watch)
  return watch
}

/** A signal that fires when the key has ended, with the error that says how. Watches no longer than `until`. */
export function watchKey(context: ServiceContext, apiKeyId: string, until: AbortSignal): AbortSignal {
  return watchOf(context).watch(apiKeyId, until)
}

/** In the process in which a key is revoked, at once. */
export async function lookAtWatchedKeys(context: ServiceContext): Promise<void> {
  await watches.get(context)?.look()
}
