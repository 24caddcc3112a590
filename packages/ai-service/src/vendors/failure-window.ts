const WINDOW_MS = 30_000
/** Fewer calls say nothing. */
const MIN_CALLS = 20
const FAILING_SHARE = 0.5

/** The calls of the last half minute. */
export class FailureWindow {
  #calls: { at: number; failed: boolean }[] = []

  /** `failing` when at least half of at least twenty calls failed; counting then begins anew. */
  record(failed: boolean, now: number = performance.now()): 'well' | 'failing' {
    this.#calls.push({ at: now, failed })
    const first = this.#calls.findIndex(({ at }) => at > now - WINDOW_MS)
    if (first > 0) this.#calls.splice(0, first)
    const failures = this.#calls.filter((call) => call.failed).length
    if (this.#calls.length < MIN_CALLS || failures / this.#calls.length < FAILING_SHARE) return 'well'
    this.#calls = []
    return 'failing'
  }
}
