import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { untilAnswered } from '../runner/persist.ts'
import { ledgerTurnsOf } from './ledger-turns.ts'

/** Why a vendor may have charged us for more than the customer pays. */
export type CallLoss = 'call_unclear' | 'call_broken' | 'call_refused' | 'call_above_hold' | 'call_abandoned'

export interface CallEnd {
  /** Microcredits, at most what is held. 0 charges nothing. */
  charge: bigint
  /** For the customer's ledger. */
  description: string
  /** What the vendor may have charged us at most, without anybody paying for it. */
  loss?: { amount: bigint; reason: CallLoss } | undefined
}

export interface OpenedCall {
  id: string
  accountId: string
}

/** Moves the money of a call that is over. A second time changes nothing. */
export async function closeCall(
  context: ServiceContext,
  { id, accountId }: OpenedCall,
  end: CallEnd,
): Promise<void> {
  const work = async (): Promise<void> => {
    const result = await ledgerTurnsOf(context).close.run(accountId, { id, end })
    if (result === 'already_released' && end.charge > 0n) {
      // The sweeper has booked it as a loss.
      context.logger.error({ holdId: id, charge: String(end.charge) }, 'a direct call outlived its hold')
    }
  }
  try {
    await work()
  } catch (error) {
    context.logger.warn({ holdId: id, error: describeError(error) }, 'a direct call is closed later')
    void untilAnswered(context, work).catch((reason: unknown) =>
      context.logger.error(
        { holdId: id, error: describeError(reason) },
        'a direct call was left to the sweeper',
      ),
    )
  }
}
