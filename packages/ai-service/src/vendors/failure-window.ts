const WINDOW_SECONDS = 30
/** Fewer calls say nothing. */
const MIN_CALLS = 20
const FAILING_SHARE = 0.5

interface Second {
  second: number
  calls: number
  failures: number
}

/** The calls of the last half minute, counted by the second: there may be thousands of them. */
export class FailureWindow {
  #seconds: Second[] = []

  /** `failing` when at least half of at least twenty calls failed; counting then begins anew. */
  record(failed: boolean, now: number = performance.now()): 'well' | 'failing' {
    const current = this.#at(Math.floor(now / 1_000))
    current.calls += 1
    if (failed) current.failures += 1
    let calls = 0
    let failures = 0
    for (const second of this.#seconds) {
      calls += second.calls
      failures += second.failures
    }
    if (calls < MIN_CALLS || failures / calls < FAILING_SHARE) return 'well'
    this.#seconds = []
    return 'failing'
  }

  #at(second: number): Second {
    const last = this.#seconds.at(-1)
    if (last?.second === second) return last
    const made = { second, calls: 0, failures: 0 }
    this.#seconds = [...this.#seconds.filter((one) => one.second > second - WINDOW_SECONDS), made]
    return made
  }
}
