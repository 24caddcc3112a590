import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import type { JobRow } from '../jobs/transition.ts'
import { Bulkhead, sizeOf, type Room } from './bulkhead.ts'

/** A job that this process has taken. */
export interface Claimed {
  row: JobRow
}

export interface Dispatcher {
  /** Takes what is due and fits; resolves when there is no more, or no room. */
  look(): Promise<void>
  /** Somewhere a job has ended: looks when others had to wait for that. */
  nudge(): void
  /** Jobs in hand. */
  readonly inHand: JobRow[]
  /** Resolves when the jobs in hand have come to a good place. */
  drain(): Promise<void>
}

export interface DispatcherOptions<T extends Claimed> {
  name: string
  /** Jobs in hand at once. */
  size: number
  stopping: AbortSignal
  /** Takes as many as there is room for, and not more. `waited` when others were due, too. */
  claim: (room: Room) => Promise<{ claimed: T[]; waited: boolean }>
  work: (claimed: T) => Promise<void>
  /** A job in hand has come to a good place. */
  onDone?: () => void
}

/**
 * Takes jobs as slots are free, and works on them. Which job is next is decided when it is taken, so a tick, whosever it is,
 * only means that it is worth a look.
 */
export function createDispatcher<T extends Claimed>(
  context: ServiceContext,
  { name, size, stopping, claim, work, onDone }: DispatcherOptions<T>,
): Dispatcher {
  const bulkhead = new Bulkhead(size, vendorsOf(context))
  const inHand = new Map<Promise<void>, JobRow>()
  let looking: Promise<void> | undefined
  let again = false
  /** When the last look ended for want of room, here or in an account, the next job that ends is worth one. */
  let hungry = false

  const launch = (claimed: T): void => {
    const { provider } = claimed.row
    bulkhead.take(provider)
    const task = work(claimed)
      .catch((error: unknown) =>
        context.logger.error({ jobId: claimed.row.id, error: describeError(error) }, `${name} failed`),
      )
      .finally(() => {
        bulkhead.release(provider)
        inHand.delete(task)
        nudge()
        onDone?.()
      })
    inHand.set(task, claimed.row)
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
      // Every vendor may take at least the shared room: when less came, there is no more.
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

function vendorsOf(context: ServiceContext): string[] {
  return [...new Set(context.providers.list().map(({ provider }) => provider.name))]
}
