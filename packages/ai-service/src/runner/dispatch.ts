import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { Bulkhead, sizeOf, type Room } from './bulkhead.ts'

export interface Dispatcher<T> {
  /** Takes what is due and fits; resolves when there is no more, or no room. */
  look(): Promise<void>
  /** Somewhere work has ended: looks when others had to wait for that. */
  nudge(): void
  /** What this process has taken and not ended yet. */
  readonly inHand: T[]
  /** Resolves when what is in hand has come to a good place. */
  drain(): Promise<void>
}

export interface DispatcherOptions<T> {
  name: string
  /** In hand at once. */
  size: number
  /** Among whom the slots are divided: none of them keeps the others waiting. */
  kinds: readonly string[]
  kindOf: (claimed: T) => string
  /** What the log says of one whose work failed. */
  tellOf: (claimed: T) => Record<string, string>
  stopping: AbortSignal
  /** Takes as many as there is room for, and not more. `waited` when others were due, too. */
  claim: (room: Room) => Promise<{ claimed: T[]; waited: boolean }>
  work: (claimed: T) => Promise<void>
  /** One in hand has come to a good place. */
  onDone?: () => void
}

/**
 * Takes what is due as slots are free, and works on it. What is next is decided when it is taken, so a tick, whosever it is,
 * only means that it is worth a look.
 */
export function createDispatcher<T>(
  context: Pick<ServiceContext, 'logger'>,
  { name, size, kinds, kindOf, tellOf, stopping, claim, work, onDone }: DispatcherOptions<T>,
): Dispatcher<T> {
  const bulkhead = new Bulkhead(size, kinds)
  const inHand = new Map<Promise<void>, T>()
  let looking: Promise<void> | undefined
  let again = false
  /** When the last look ended for want of room, here or in an account, the next one that ends is worth one. */
  let hungry = false

  const launch = (claimed: T): void => {
    const kind = kindOf(claimed)
    bulkhead.take(kind)
    // What throws before it waits is a failure like any other, and keeps no slot.
    const start = async (): Promise<void> => work(claimed)
    const task = start()
      .catch((error: unknown) =>
        context.logger.error({ ...tellOf(claimed), error: describeError(error) }, `${name} failed`),
      )
      .finally(() => {
        bulkhead.release(kind)
        inHand.delete(task)
        nudge()
        onDone?.()
      })
    inHand.set(task, claimed)
  }

  const takeAll = async (): Promise<void> => {
    do {
      again = false
      const room = bulkhead.room()
      hungry = sizeOf(room) === 0
      if (hungry || stopping.aborted) return
      // A failed claim is no reason to try again at once: the next tick or the clock is.
      const { claimed, waited } = await claim(room)
      for (const one of claimed) launch(one)
      // Every kind may take at least the shared room: when less came, there is no more.
      again ||= claimed.length > 0 && claimed.length >= room.shared
      hungry = room.shared === 0 || waited
    } while (again && !stopping.aborted)
  }

  const look = (): Promise<void> => {
    again = true
    looking ??= takeAll()
      .catch((error: unknown) =>
        context.logger.warn({ error: describeError(error) }, `${name}: nothing could be taken`),
      )
      .finally(() => {
        looking = undefined
        // Somebody asked between the last claim and now.
        if (again && !stopping.aborted) void look()
      })
    return looking
  }

  const nudge = (): void => {
    if (hungry && !stopping.aborted) void look()
  }

  return {
    look,
    nudge,
    get inHand() {
      return [...inHand.values()]
    },
    async drain() {
      // A claim that was under way when the stop began launches its work afterwards.
      await looking
      while (inHand.size > 0) await Promise.allSettled(inHand.keys())
    },
  }
}
