import { setTimeout as sleep } from 'node:timers/promises'
import { databaseFaults } from './database.ts'
import type { FaultContext } from './fault.ts'
import { processFaults } from './processes.ts'
import { storageFaults } from './storage.ts'
import { clearVendorFaults, orderVendorFault } from './vendors.ts'

const FAULTS = [...processFaults, ...databaseFaults, ...storageFaults]

export interface Weather {
  /** How often each thing went wrong. */
  counts: Record<string, number>
  /** Ends all faults; resolves when everything that died is back. */
  stop(): Promise<void>
}

/** Things go wrong at random moments, several at once, until it is stopped. */
export function startWeather(
  context: FaultContext,
  pace: { faultMs: number; vendorFaultMs: number },
): Weather {
  const counts: Record<string, number> = {}
  const stopping = new AbortController()
  const under = new Set<Promise<void>>()
  const problems: unknown[] = []
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)

  const storms = async (): Promise<void> => {
    const choice = context.random.fork('storms')
    while (!stopping.signal.aborted) {
      await pause(choice.int(pace.faultMs / 2, pace.faultMs * 1.5))
      if (stopping.signal.aborted) return
      const fault = choice.weighted(FAULTS)
      counts[fault.name] = (counts[fault.name] ?? 0) + 1
      const running = fault
        .run({ ...context, random: choice.fork(String(choice.next())) })
        .catch((error: unknown) => void problems.push(error))
        .finally(() => under.delete(running))
      under.add(running)
    }
  }
  const drizzle = async (): Promise<void> => {
    const choice = context.random.fork('vendors')
    while (!stopping.signal.aborted) {
      await pause(choice.int(pace.vendorFaultMs / 2, pace.vendorFaultMs * 1.5))
      if (stopping.signal.aborted) return
      counts['vendor faults'] = (counts['vendor faults'] ?? 0) + 1
      await orderVendorFault(context.deployment.vendorsUrl, choice).catch((error: unknown) => {
        problems.push(error)
      })
    }
  }
  const loops = Promise.all([storms(), drizzle()])

  return {
    counts,
    async stop() {
      stopping.abort()
      await loops
      await Promise.all(under)
      if (problems.length > 0) throw problems[0]
      context.deployment.databaseProxy.clear()
      context.deployment.storageProxy.clear()
      context.receiver.failing = false
      await clearVendorFaults(context.deployment.vendorsUrl)
      const { apis, workers } = context.deployment
      await Promise.all([...apis, ...workers].filter((one) => !one.running).map((one) => one.start()))
    },
  }
}
