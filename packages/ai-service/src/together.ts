import { setImmediate as aMoment } from 'node:timers/promises'
import { isSilent, sqlState } from './db/errors.ts'
import { endsWithin } from './ends-within.ts'

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

export interface TogetherOptions {
  /** Items of one turn. Default 100: with more, the last would wait for a good part of a second. */
  most?: number
  /** Turns under way at once. Default 1. */
  atOnce?: number
}

interface Waiting<Item, Result> {
  item: Item
  /** By `performance.now()`. */
  since: number
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

interface WaitingShare<Item, Result> {
  accountId: string
  waiting: readonly Waiting<Item, Result>[]
}

/**
 * Each statement that moves money costs a round trip and a wait for the disk, and those on the row of one account take turns at that
 * row. So there are few turns at a time, and what came meanwhile has the next one together, whosever it is. An account is never in two
 * turns at once; a turn that is slow keeps no other account waiting.
 */
export class Together<Item, Result> {
  /** Turns under way at once. When it is lowered, those under way come to their end. */
  atOnce: number
  readonly #run: TakeTurn<Item, Result>
  /** By account, in the order of their next turn. */
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>()
  readonly #inTurn = new Set<string>()
  readonly #most: number
  #waitingForOthers = 0
  #underWay = 0

  constructor(run: TakeTurn<Item, Result>, { most = 100, atOnce = 1 }: TogetherOptions = {}) {
    this.#run = run
    this.#most = most
    this.atOnce = atOnce
  }

  /** Items that wait for others. Those of an account that has a turn wait for their own, and count for one. */
  get waiting(): number {
    return this.#waitingForOthers
  }

  /** How long the next of them has waited. Milliseconds; 0 when there is none. */
  get longestWaitMs(): number {
    if (this.#waitingForOthers === 0) return 0
    for (const [accountId, [first]] of this.#waiting)
      if (first !== undefined && !this.#inTurn.has(accountId)) return performance.now() - first.since
    return 0
  }

  run(accountId: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const one = { item, since: performance.now(), resolve, reject }
      const waiting = this.#waiting.get(accountId)
      if (waiting === undefined || !this.#inTurn.has(accountId)) this.#waitingForOthers += 1
      if (waiting === undefined) this.#waiting.set(accountId, [one])
      else waiting.push(one)
      void this.#takeTurns()
    })
  }

  async #takeTurns(): Promise<void> {
    if (this.#underWay >= this.atOnce) return
    this.#underWay += 1
    do {
      // Whoever has come at the same moment goes along.
      await aMoment()
      const turn = this.#nextTurn()
      if (turn.length === 0) break
      await endsWithin(SLOW_MS, this.#takeTurn(turn))
    } while (this.#underWay <= this.atOnce)
    this.#underWay -= 1
  }

  /** An equal part of the turn for each, and what then is left to the first. */
  #nextTurn(): WaitingShare<Item, Result>[] {
    const accounts = [...this.#waiting].filter(([accountId]) => !this.#inTurn.has(accountId))
    const part = Math.ceil(this.#most / accounts.length)
    const turn = accounts.slice(0, this.#most).map(([accountId, all]) => ({ accountId, all, count: 0 }))
    let room = this.#most
    for (const most of [part, this.#most])
      for (const share of turn) {
        const more = Math.min(share.all.length, most, share.count + room) - share.count
        share.count += more
        room -= more
      }
    return turn
      .filter(({ count }) => count > 0)
      .map(({ accountId, all, count }) => {
        this.#waitingForOthers -= all.length
        this.#inTurn.add(accountId)
        const waiting = all.splice(0, count)
        // Who wants more has its next turn after those who wait.
        this.#waiting.delete(accountId)
        if (all.length > 0) {
          this.#waiting.set(accountId, all)
          this.#waitingForOthers += 1
        }
        return { accountId, waiting }
      })
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
      if (share.waiting.length === 1 || !isRefused(error)) this.#reject(share, error)
      else for (const one of share.waiting) await this.#ask({ ...share, waiting: [one] })
    }
  }

  /** Whoever of the account has waited for a silent database already would be told no sooner by another wait. */
  #reject({ accountId, waiting }: WaitingShare<Item, Result>, error: unknown): void {
    for (const { reject } of waiting) reject(error)
    if (!isSilent(error)) return
    for (const { reject } of this.#waiting.get(accountId) ?? []) reject(error)
    if (this.#waiting.delete(accountId)) this.#waitingForOthers -= 1
  }

  #leave({ accountId }: WaitingShare<Item, Result>): void {
    this.#inTurn.delete(accountId)
    const behind = this.#waiting.get(accountId)
    if (behind === undefined) return
    this.#waitingForOthers += behind.length - 1
    void this.#takeTurns()
  }
}

/** It is certain that nothing was done, and the server is well: alone most may be served. */
function isPerhapsOfOne(error: unknown): boolean {
  return !/^(08|25|53|57P|58|$)/.test(sqlState(error) ?? '')
}

/** The same, and it was no wait that somebody else may have caused: that would be as long for each. */
function isRefused(error: unknown): boolean {
  return isPerhapsOfOne(error) && !/^(40|55|57)/.test(sqlState(error) ?? '')
}

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
