/** Repeats that a client may send beside its first attempts, so that a vendor in trouble is not flooded. */
export interface RetryBudget {
  /** A call begins. */
  earn(): void
  /** Takes one repeat, if there is one left. */
  spend(): boolean
}

/** A client that has just begun, or rarely calls, may repeat this often. */
const RESERVE = 10

/** @param share repeats per first attempt, for instance 0.1 */
export function createRetryBudget(share: number): RetryBudget {
  let left = RESERVE
  return {
    earn() {
      left = Math.min(left + share, RESERVE)
    },
    spend() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
