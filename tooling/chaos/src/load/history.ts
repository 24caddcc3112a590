/** What a customer knows of one thing it did: done, surely not done, or nothing. */
export type Outcome = 'ok' | 'fail' | 'info'

/** What customers did, as they saw it. */
export class History {
  /** Answers that only said "come again": nothing was done, and nothing learned. */
  comeAgain = 0
  readonly counts: Record<string, Record<Outcome, number>> = {}

  note(what: string, outcome: Outcome): void {
    const row = (this.counts[what] ??= { ok: 0, fail: 0, info: 0 })
    row[outcome] += 1
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, { ok, fail, info }) => sum + ok + fail + info, 0)
  }

  /** Share of operations whose outcome stayed unknown to whoever asked: the interesting ones. */
  get unknownShare(): number {
    const unknown = Object.values(this.counts).reduce((sum, { info }) => sum + info, 0)
    return this.total === 0 ? 0 : unknown / this.total
  }
}
