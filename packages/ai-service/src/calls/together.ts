import { setImmediate as aMoment } from 'node:timers/promises'
import { isSilent } from '../db/errors.ts'
import { isFinal } from '../runner/persist.ts'

/** More than this in one statement would let its last wait for a good part of a second. */
const MOST_TOGETHER = 100

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Work on the row of one account has to take turns at that row, each turn with a wait for the disk. So there is one turn at a time
 * for each account, and what came meanwhile has the next one together.
 */
export class Together<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** By account, as long as one of its turns is under way. */
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>()

  /** @param run answers in the order of the items; all or nothing */
  constructor(run: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#run = run
  }

  run(accountId: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(accountId)
      if (waiting !== undefined) return void waiting.push({ item, resolve, reject })
      this.#waiting.set(accountId, [{ item, resolve, reject }])
      return void this.#takeTurns(accountId)
    })
  }

  async #takeTurns(accountId: string): Promise<void> {
    const waiting = this.#waiting.get(accountId) ?? []
    while (waiting.length > 0) {
      // Whoever has come at the same moment goes along.
      await aMoment()
      const error = await this.#takeTurn(waiting.splice(0, MOST_TOGETHER))
      // Whoever has waited so long already would be told no sooner by another wait.
      if (isSilent(error)) for (const { reject } of waiting.splice(0)) reject(error)
    }
    this.#waiting.delete(accountId)
  }

  /** @returns what went wrong */
  async #takeTurn(turn: readonly Waiting<Item, Result>[]): Promise<unknown> {
    try {
      const results = await this.#run(turn.map(({ item }) => item))
      for (const [index, { resolve, reject }] of turn.entries()) {
        const result = results[index]
        if (result === undefined) reject(new Error('the database answered for too few'))
        else resolve(result)
      }
      return undefined
    } catch (error) {
      // One that breaks a rule must not take the others along.
      if (turn.length > 1 && isFinal(error)) for (const one of turn) await this.#takeTurn([one])
      else for (const { reject } of turn) reject(error)
      return error
    }
  }
}
