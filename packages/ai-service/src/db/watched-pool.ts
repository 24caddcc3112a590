import { Pool, type PoolClient } from 'pg'

type Taken = Parameters<Pool['connect']>[0]

/** Knows how long the oldest of those who wait for a connection has waited. */
export class WatchedPool extends Pool {
  /** When each began to wait, oldest first. */
  readonly #waiting = new Set<{ since: number }>()

  /** Milliseconds; 0 when nobody waits. */
  get longestWaitMs(): number {
    const [oldest] = this.#waiting
    return oldest === undefined ? 0 : performance.now() - oldest.since
  }

  override connect(): Promise<PoolClient>
  override connect(taken: Taken): void
  override connect(taken?: Taken): Promise<PoolClient> | void {
    const waiter = { since: performance.now() }
    this.#waiting.add(waiter)
    const done = (): boolean => this.#waiting.delete(waiter)
    if (taken === undefined) return super.connect().finally(done)
    super.connect((...result) => {
      done()
      taken(...result)
    })
  }
}
