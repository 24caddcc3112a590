/** Repeats per first submission. */
const SHARE = 0.1
/** A worker that has just begun, or rarely submits, may repeat this often. */
const RESERVE = 10
/** One repeat comes back after this long in any case: no job waits for others to be submitted. */
const TRICKLE_MS = 20_000

/** Submissions that were not accepted and may be sent again, so that a vendor in trouble is not flooded. */
export class RepeatBudget {
  #left = RESERVE
  #since: number

  constructor(now: number = performance.now()) {
    this.#since = now
  }

  earn(): void {
    this.#left = Math.min(this.#left + SHARE, RESERVE)
  }

  spend(): void {
    this.#left -= 1
  }

  /** A repeat was accepted, so it was no burden. */
  giveBack(): void {
    this.#left = Math.min(this.#left + 1, RESERVE)
  }

  /** Whole repeats that are left. */
  left(now: number = performance.now()): number {
    this.#left = Math.min(this.#left + (now - this.#since) / TRICKLE_MS, RESERVE)
    this.#since = now
    return Math.max(0, Math.floor(this.#left))
  }
}
