import { formatCredits, isProviderError } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { asCallError } from '../provider-errors.ts'
import { newId } from '../ids.ts'
import { checkCap } from '../quotes/cap.ts'
import type { CallOptions, Principal } from '../types.ts'
import { vendorHealthOf } from '../vendors/health.ts'
import { claimKey, type CallIdentity, type ClaimedKey, type KeptReply } from './call-key.ts'
import type { CallEnd } from './close-call.ts'
import { untilLeft } from './leaving.ts'
import { openCall, type DirectCall, type WantedCall } from './open-call.ts'

export interface Work<T> {
  wanted: WantedCall
  /** What an idempotency key stands for. */
  identity: CallIdentity
  /** Asks the vendor. */
  send: (signal: AbortSignal) => Promise<T>
  /** What the answer comes to at list price. */
  costOf: (answer: T) => Cost
}

/** Microcredits, and the words for the customer's ledger. */
export interface Cost {
  amount: bigint
  description: string
}

/**
 * Holds the most it can cost, asks the vendor, charges what was used; a failed call charges nothing. A caller who leaves does
 * not stop it: the vendor works on and bills the whole answer, so it is heard to its end and charged by its usage.
 */
export async function callDirectly<T>(
  context: ServiceContext,
  principal: Principal,
  work: Work<T>,
  options: CallOptions,
): Promise<T> {
  const opened = await openKeyedCall(context, principal, work, options)
  if ('reply' in opened) {
    options.onReplayed?.()
    const answer: T = JSON.parse(opened.reply)
    return answer
  }
  return untilLeft(finish(context, opened, work), options.signal)
}

interface OpenedCall {
  call: DirectCall
  key: ClaimedKey
}

/** The key of a call is noted before anything is held for it; a call that is not opened forgets it. */
export async function openKeyedCall(
  context: ServiceContext,
  principal: Principal,
  { wanted, identity }: Pick<Work<unknown>, 'wanted' | 'identity'>,
  options: CallOptions,
): Promise<OpenedCall | KeptReply> {
  const holdId = newId('hold')
  const key = await claimKey(context, principal, holdId, identity, options)
  if ('reply' in key) return key
  try {
    checkCap(wanted.quote.amount, options.maxCredits)
    return { key, call: await openCall(context, principal, wanted, options.signal, holdId) }
  } catch (error) {
    await key.forget()
    throw error
  }
}

async function finish<T>(context: ServiceContext, { call, key }: OpenedCall, work: Work<T>): Promise<T> {
  let answer: T
  try {
    answer = await work.send(call.signal)
  } catch (error) {
    recordFailedCall(context, call, work.wanted.provider, error)
    await call.close(endOfFailure(call, error))
    await key.forget()
    throw asCallError(error)
  }
  vendorHealthOf(context).record(work.wanted.provider)
  await settle(context, call, () => work.costOf(answer))
  await key.keep(answer)
  return answer
}

/**
 * Charges the cost, at most what is held; the vendor's bill for more is ours.
 *
 * @returns what it charges
 */
export async function settle(context: ServiceContext, call: DirectCall, costOf: () => Cost): Promise<bigint> {
  const end = endOfAnswer(context, call, costOf)
  await call.close(end)
  return end.charge
}

/** What was given up here says nothing about the vendor. */
export function recordFailedCall(
  context: ServiceContext,
  call: DirectCall,
  provider: string,
  error: unknown,
): void {
  if (!call.signal.aborted) vendorHealthOf(context).record(provider, error)
}

function endOfAnswer(context: ServiceContext, call: DirectCall, costOf: () => Cost): CallEnd {
  let cost: Cost
  try {
    cost = costOf()
  } catch (error) {
    // What nobody can price is not the customer's.
    context.logger.error({ error: describeError(error) }, 'the usage of a direct call makes no sense')
    return { charge: 0n, description: '', loss: { amount: call.amount, reason: 'call_unclear' } }
  }
  const { amount, description } = cost
  if (amount <= call.amount) return { charge: amount > 0n ? amount : 0n, description }
  const above = amount - call.amount
  context.logger.error({ above: formatCredits(above), description }, 'a vendor says more than was held')
  return { charge: call.amount, description, loss: { amount: above, reason: 'call_above_hold' } }
}

/** Nothing is charged. A vendor that may have taken the call, or says that it billed it, is our loss. */
export function endOfFailure(call: DirectCall, error: unknown): CallEnd {
  const free = { charge: 0n, description: '' }
  if (isProviderError(error) && error.billed)
    return { ...free, loss: { amount: call.amount, reason: 'call_refused' } }
  if (isProviderError(error) && error.disposition !== 'ambiguous') return free
  return { ...free, loss: { amount: call.amount, reason: 'call_unclear' } }
}
