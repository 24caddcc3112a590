import type { ServiceContext } from '../context.ts'
import { runStatement } from '../db/statement.ts'
import { describeError } from '../describe-error.ts'
import type { Resolution } from '../ledger/ledger.ts'
import { untilAnswered } from '../runner/persist.ts'

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

/** Moves the money of a call that is over. A second time changes nothing. */
export async function closeCall(context: ServiceContext, id: string, end: CallEnd): Promise<void> {
  const work = async (): Promise<void> => {
    const result = await close(context, id, end)
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

async function close({ db }: ServiceContext, id: string, end: CallEnd): Promise<Resolution> {
  const [row] = await runStatement<{ result: Resolution }>(db, {
    name: 'ledger_close_call',
    text: 'select ledger_close_call($1, $2, $3, $4, $5, false) as result',
    values: [id, end.charge, end.description, end.loss?.amount ?? 0n, end.loss?.reason ?? null],
  })
  return row?.result ?? 'released'
}
