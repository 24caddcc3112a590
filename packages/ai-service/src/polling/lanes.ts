import type { OpenLane } from './claim.ts'

interface Lane {
  used: number
  /** By `performance.now()`. */
  closedUntil: number
}

/** Slots of each provider apart, so that one that hangs keeps no other waiting. */
export class Lanes {
  readonly #size: number
  readonly #lanes: ReadonlyMap<string, Lane>

  constructor(providers: readonly string[], size: number) {
    this.#size = size
    this.#lanes = new Map(providers.map((name) => [name, { used: 0, closedUntil: 0 }]))
  }

  get providers(): string[] {
    return [...this.#lanes.keys()]
  }

  get used(): number {
    return [...this.#lanes.values()].reduce((sum, { used }) => sum + used, 0)
  }

  open(): OpenLane[] {
    const now = performance.now()
    return [...this.#lanes]
      .filter(([, { used, closedUntil }]) => used < this.#size && closedUntil <= now)
      .map(([provider, { used }]) => ({ provider, free: this.#size - used }))
  }

  enter(provider: string): void {
    const lane = this.#lanes.get(provider)
    if (lane !== undefined) lane.used += 1
  }

  leave(provider: string): void {
    const lane = this.#lanes.get(provider)
    if (lane !== undefined) lane.used -= 1
  }

  /** The vendor wants to be left alone for a while, by all. */
  close(provider: string, forMs: number): void {
    const lane = this.#lanes.get(provider)
    if (lane !== undefined) lane.closedUntil = Math.max(lane.closedUntil, performance.now() + forMs)
  }
}
