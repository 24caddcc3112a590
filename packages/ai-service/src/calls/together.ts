import { setImmediate as aMoment } from 'node:timers/promises'
import {
  isRetryableTransaction,
  isSilent,
  LOCK_NOT_AVAILABLE,
  QUERY_CANCELED,
  sqlState,
} from '../db/errors.ts'
import { endsWithin } from '../ends-within.ts'
import { isFinal } from '../runner/persist.ts'

/** More than this in one statement would let its last wait for a good part of a second. */
const MOST_TOGETHER = 100
/** A turn that lasts longer waits for something that may be one account's alone: the others need not. */
const SLOW_MS = 25

/** What one account wants in a turn. */
export interface Share<Item> {
  accountId: string
  items: readonly Item[]
}

/**
 * Answers share by share, in the order of the items, all or nothing. Undefined, and nothing done, for a share that has to go alone;
 * never for one that is alone.
 */
export type TakeTurn<Item, Result> = (
  turn: readonly Share<Item>[],
) => Promise<readonly (readonly Result[] | undefined)[]>

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

interface WaitingShare<Item, Result> {
  accountId: string
  waiting: readonly Waiting<Item, Result>[]
}

/**
 * Each statement that moves money costs a round trip and a wait for the disk, and those on the row of one account take turns at that
 * row. So there is one turn at a time, and what came meanwhile has the next one together, whosever it is. An account is never in two
 * turns at once; a turn that is slow keeps no other account waiting.
 */
export class Together<Item, Result> {
  readonly #run: TakeTurn<Item, Result>
  /** By account, in the order of their next turn. */
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>()
  readonly #inTurn = new Set<string>()
  #isUnderWay = false

  constructor(run: TakeTurn<Item, Result>) {
    this.#run = run
  }

  run(accountId: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(accountId)
      if (waiting === undefined) this.#waiting.set(accountId, [{ item, resolve, reject }])
      else waiting.push({ item, resolve, reject })
      void this.#takeTurns()
    })
  }

  async #takeTurns(): Promise<void> {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    for (;;) {
      // Whoever has come at the same moment goes along.
      await aMoment()
      const turn = this.#nextTurn()
      if (turn.length === 0) break
      await endsWithin(SLOW_MS, this.#takeTurn(turn))
    }
    this.#isUnderWay = false
  }

  #nextTurn(): WaitingShare<Item, Result>[] {
    const turn: WaitingShare<Item, Result>[] = []
    let room = MOST_TOGETHER
    for (const [accountId, waiting] of this.#waiting) {
      if (room === 0) break
      if (this.#inTurn.has(accountId)) continue
      const share = waiting.splice(0, room)
      room -= share.length
      turn.push({ accountId, waiting: share })
      this.#inTurn.add(accountId)
      // Who wants more has its next turn after those who wait.
      this.#waiting.delete(accountId)
      if (waiting.length > 0) this.#waiting.set(accountId, waiting)
    }
    return turn
  }

  async #takeTurn(turn: readonly WaitingShare<Item, Result>[]): Promise<void> {
    const [first] = turn
    if (turn.length === 1 && first !== undefined) return this.#takeAlone(first)
    const alone = await this.#takeTogether(turn)
    for (const share of turn) {
      if (alone.includes(share)) void this.#takeAlone(share)
      else this.#leave(share)
    }
  }

  /** @returns who has to go alone */
  async #takeTogether(
    turn: readonly WaitingShare<Item, Result>[],
  ): Promise<readonly WaitingShare<Item, Result>[]> {
    try {
      const results = await this.#run(turn.map(asShare))
      for (const [index, share] of turn.entries()) answer(share, results[index])
      return turn.filter((_, index) => results[index] === undefined)
    } catch (error) {
      // One that breaks a rule, or is held by somebody, must not take the others along.
      if (isPerhapsOfOne(error)) return turn
      for (const share of turn) this.#reject(share, error)
      return []
    }
  }

  async #takeAlone(share: WaitingShare<Item, Result>): Promise<void> {
    await this.#ask(share)
    this.#leave(share)
  }

  async #ask(share: WaitingShare<Item, Result>): Promise<void> {
    try {
      const [results = []] = await this.#run([asShare(share)])
      answer(share, results)
    } catch (error) {
      if (share.waiting.length === 1 || !isFinal(error)) this.#reject(share, error)
      else for (const one of share.waiting) await this.#ask({ ...share, waiting: [one] })
    }
  }

  /** Whoever of the account has waited for a silent database already would be told no sooner by another wait. */
  #reject({ accountId, waiting }: WaitingShare<Item, Result>, error: unknown): void {
    for (const { reject } of waiting) reject(error)
    if (!isSilent(error)) return
    for (const { reject } of this.#waiting.get(accountId) ?? []) reject(error)
    this.#waiting.delete(accountId)
  }

  #leave({ accountId }: WaitingShare<Item, Result>): void {
    this.#inTurn.delete(accountId)
    if (this.#waiting.has(accountId)) void this.#takeTurns()
  }
}

/** It is certain that nothing was done, and alone most may be served. */
function isPerhapsOfOne(error: unknown): boolean {
  return isFinal(error) || isRetryableTransaction(error) || WAITED_TOO_LONG.has(sqlState(error) ?? '')
}

const WAITED_TOO_LONG = new Set([LOCK_NOT_AVAILABLE, QUERY_CANCELED])

function asShare<Item, Result>({ accountId, waiting }: WaitingShare<Item, Result>): Share<Item> {
  return { accountId, items: waiting.map(({ item }) => item) }
}

function answer<Item, Result>(
  { waiting }: WaitingShare<Item, Result>,
  results: readonly Result[] | undefined,
): void {
  if (results === undefined) return
  for (const [index, { resolve, reject }] of waiting.entries()) {
    const result = results[index]
    if (result === undefined) reject(new Error('the database answered for too few'))
    else resolve(result)
  }
}
