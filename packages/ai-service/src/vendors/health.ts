import { isProviderError } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { FailureWindow } from './failure-window.ts'
import { openVendor, pauseVendor, takeFailingVendors, type FailingVendor } from './pause.ts'
import { RepeatBudget } from './repeat-budget.ts'

/** Shorter than the pause, so that nobody else looks meanwhile. */
const PROBE_TIMEOUT_MS = 10_000

/** What one process knows about vendors from its own submissions and direct calls. */
export interface VendorHealth {
  /** After each submission and direct call, with its error if it failed. */
  record(provider: string, error?: unknown): void
  /** Jobs that may be sent once more now, by vendor. */
  repeats(): ReadonlyMap<string, number>
  /** Jobs were taken to be sent: for how many of them is it not the first time? */
  taken(provider: string, isRepeat: boolean): void
  /** The vendor took a job that it had not taken before. */
  repeatAccepted(provider: string): void
  /** Looks at vendors that failed, and opens those that answer. The signal gives up a look. */
  probe(signal: AbortSignal): Promise<void>
}

const known = new WeakMap<ServiceContext, VendorHealth>()

/** The same for all that one process does. */
export function vendorHealthOf(context: ServiceContext): VendorHealth {
  const health = known.get(context) ?? createVendorHealth(context)
  known.set(context, health)
  return health
}

function createVendorHealth(context: ServiceContext): VendorHealth {
  const windows = new Map<string, FailureWindow>()
  const budgets = new Map<string, RepeatBudget>()
  for (const { provider } of context.providers.list()) {
    windows.set(provider.name, new FailureWindow())
    budgets.set(provider.name, new RepeatBudget())
  }
  return {
    record(provider, error) {
      if (isProviderError(error) && error.accountProblem !== undefined) {
        void pauseVendor(context, provider, 'account_empty')
        return
      }
      const failed = error !== undefined && !isRefusal(error)
      if (windows.get(provider)?.record(failed) === 'failing') void pauseVendor(context, provider, 'failing')
    },
    repeats: () => new Map([...budgets].map(([provider, budget]) => [provider, budget.left()])),
    taken(provider, isRepeat) {
      if (isRepeat) budgets.get(provider)?.spend()
      else budgets.get(provider)?.earn()
    },
    repeatAccepted: (provider) => budgets.get(provider)?.giveBack(),
    async probe(signal) {
      // A vendor that this process does not offer is for others to look at.
      const failing = await takeFailingVendors(context.db, [...windows.keys()])
      await Promise.all(failing.map((vendor) => look(context, vendor, signal)))
    },
  }
}

async function look(context: ServiceContext, vendor: FailingVendor, signal: AbortSignal): Promise<void> {
  const { provider: name } = vendor
  try {
    // A read: never is a paid call used to find out.
    await context.providers
      .provider(name)
      ?.probe({ signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]) })
      .catch(unlessRefused)
    if (await openVendor(context.db, vendor)) context.logger.info({ provider: name }, 'vendor answers again')
  } catch (error) {
    context.logger.warn({ provider: name, error: describeError(error) }, 'vendor still fails')
  }
}

/** A vendor that refuses is well. */
const isRefusal = (error: unknown): boolean => isProviderError(error) && error.disposition === 'rejected'

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error
}
