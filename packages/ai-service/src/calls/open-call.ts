import type { Quote } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { CommitOutcomeUnknownError } from '../db/errors.ts'
import { untilEnded } from '../db/statement.ts'
import { describeError } from '../describe-error.ts'
import { newId } from '../ids.ts'
import { untilAnswered } from '../runner/persist.ts'
import type { Principal } from '../types.ts'
import { closeCall, type CallEnd, type OpenedCall } from './close-call.ts'
import { trackCall } from './drain-calls.ts'
import { keepOpen } from './keep-open.ts'
import { refuseLeft } from './leaving.ts'
import { ledgerTurnsOf } from './ledger-turns.ts'
import { refusal } from './refusal.ts'

/** A direct call lasts no longer, whatever its vendor says. */
const MAX_CALL_MS = 1_800_000
/** Microcredits that no account has, and that the database can still add up. */
const MOST_AMOUNT = 10n ** 18n

export interface WantedCall {
  kind: 'chat' | 'embedding'
  provider: string
  /** The vendor's own id. */
  model: string
  /** The most it can cost. */
  quote: Quote
  /** What to lower when there are too few credits. */
  cure: string
}

/** A call to a vendor that is answered at once, with the most it can cost set aside. */
export interface DirectCall {
  /** Microcredits that are held. */
  amount: bigint
  /** Fires when the credits are no longer held for it, it took too long, or the process ends: then it must not go on. */
  signal: AbortSignal
  /** Ends it, once. Money that can not be moved now is moved a little later, behind the answer. */
  close(end: CallEnd): Promise<void>
}

/**
 * Sets the most it can cost aside and keeps it so until the call is closed. What a process that died leaves open is closed by
 * the sweeper.
 *
 * @throws ServiceError `insufficient_credits`, `spend_limit_reached`, `rate_limited` when the account has too many calls open,
 * `vendor_unavailable` when the vendor is paused or has reached a limit of a day, or `canceled` when the caller has left before anything
 * was sent
 */
export async function openCall(
  context: ServiceContext,
  principal: Principal,
  wanted: WantedCall,
  caller: AbortSignal | undefined,
  id: string = newId('hold'),
): Promise<DirectCall> {
  refuseLeft(caller)
  const { amount } = wanted.quote
  const { accountId } = principal
  if (amount > MOST_AMOUNT) throw await refusal(context, principal, wanted, 'too_little')
  const opening = ledgerTurnsOf(context).open.run(accountId, { id, wanted })
  const opened = await opening.catch((error: unknown) => {
    if (error instanceof CommitOutcomeUnknownError) void closeUnclear(context, { id, accountId }, error)
    throw error
  })
  if (opened !== 'opened') throw await refusal(context, principal, wanted, opened)
  if (caller?.aborted === true) await closeCall(context, { id, accountId }, { charge: 0n, description: '' })
  refuseLeft(caller)
  const givingUp = new AbortController()
  const giveUp = (): void => givingUp.abort()
  // Each lets go when the call is closed: signals that outlive it would keep all of it in memory.
  const stopRenewing = keepOpen(context, id, giveUp)
  const forget = trackCall(context, giveUp)
  const tooLong = setTimeout(giveUp, MAX_CALL_MS).unref()
  let isClosed = false
  return {
    amount,
    signal: givingUp.signal,
    async close(end) {
      if (isClosed) return
      isClosed = true
      clearTimeout(tooLong)
      stopRenewing()
      await closeCall(context, { id, accountId }, end)
      forget()
    },
  }
}

/** It may have been opened without our hearing of it. Nothing was sent, so nothing was lost. */
async function closeUnclear(
  context: ServiceContext,
  call: OpenedCall,
  error: CommitOutcomeUnknownError,
): Promise<void> {
  try {
    await untilAnswered(context, () => untilEnded(context.db, error))
    await closeCall(context, call, { charge: 0n, description: '' })
  } catch (reason) {
    context.logger.error(
      { holdId: call.id, error: describeError(reason) },
      'a direct call was left to the sweeper',
    )
  }
}
