import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import type { AwaitedOrder } from './order.ts'

interface UnderWay {
  signal: AbortSignal | undefined
  ended: Promise<unknown>
}

/** What is written down takes no longer, unless the database is slow: then nobody waits for it. */
const WRITTEN_WITHIN_MS = 1_000

/** Orders of this process that are not written down yet: who comes back at once must not be quicker than his first call. */
class OrdersUnderWay {
  readonly #orders = new Map<string, Set<UnderWay>>()

  async run<T>(order: AwaitedOrder, work: () => Promise<T>): Promise<T> {
    const name = nameOf(order)
    const working = work()
    const one = { signal: order.signal, ended: working.catch(() => undefined) }
    const equal = this.#orders.get(name) ?? new Set()
    this.#orders.set(name, equal.add(one))
    try {
      return await working
    } finally {
      equal.delete(one)
      if (equal.size === 0) this.#orders.delete(name)
    }
  }

  /** Resolves when equal orders whose callers have gone are written down. */
  async abandonedAreWritten(order: AwaitedOrder): Promise<void> {
    const equal = [...(this.#orders.get(nameOf(order)) ?? [])]
    const abandoned = equal.filter(({ signal }) => signal?.aborted === true)
    if (abandoned.length === 0) return
    const written = Promise.all(abandoned.map(({ ended }) => ended))
    await Promise.race([written, sleep(WRITTEN_WITHIN_MS, undefined, { ref: false })])
  }
}

const orders = new WeakMap<ServiceContext, OrdersUnderWay>()

export function ordersUnderWay(context: ServiceContext): OrdersUnderWay {
  const known = orders.get(context) ?? new OrdersUnderWay()
  orders.set(context, known)
  return known
}

function nameOf({ principal, route, fingerprint }: AwaitedOrder): string {
  return JSON.stringify([principal.accountId, route, fingerprint])
}
