import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import { runStatement } from '../db/statement.ts'
import type { Resolution } from '../ledger/ledger.ts'
import { customerLedgerAccount } from '../ledger/ledger.ts'
import type { CallEnd } from './close-call.ts'
import type { WantedCall } from './open-call.ts'
import { Together } from './together.ts'

export type Opened = 'opened' | 'vendor_closed' | 'too_little' | 'too_many' | 'no_account'

interface Opening {
  id: string
  accountId: string
  wanted: WantedCall
}

interface Closing {
  id: string
  end: CallEnd
}

interface LedgerTurns {
  open: Together<Opening, Opened>
  close: Together<Closing, Resolution>
}

const turns = new WeakMap<ServiceContext, LedgerTurns>()

/** The statements that move the money of direct calls. */
export function ledgerTurnsOf(context: ServiceContext): LedgerTurns {
  const known = turns.get(context)
  if (known !== undefined) return known
  const made: LedgerTurns = {
    open: new Together((openings) => open(context, openings)),
    close: new Together((closings) => close(context, closings)),
  }
  turns.set(context, made)
  return made
}

async function open({ db, settings }: ServiceContext, openings: readonly Opening[]): Promise<Opened[]> {
  const { leaseSeconds, perAccount } = settings.calls
  const accountId = openings[0]?.accountId ?? ''
  const rows = await runStatement<{ result: Opened }>(db, {
    name: 'ledger_open_calls',
    text: `select ledger_open_calls($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as result`,
    // Where the key is known it is the first statement of a call: whether the database is there is known soon, too.
    silentAfterMs: TIMEOUTS.connectionTimeoutMillis,
    values: [
      accountId,
      customerLedgerAccount(accountId),
      leaseSeconds,
      perAccount,
      openings.map(({ id }) => id),
      openings.map(({ wanted }) => String(wanted.quote.amount)),
      openings.map(({ wanted }) => wanted.kind),
      openings.map(({ wanted }) => wanted.provider),
      openings.map(({ wanted }) => wanted.model),
      String(settings.vendorRisk),
    ],
  })
  return rows.map(({ result }) => result)
}

async function close({ db }: ServiceContext, closings: readonly Closing[]): Promise<Resolution[]> {
  const rows = await runStatement<{ result: Resolution }>(db, {
    name: 'ledger_close_calls',
    text: `select ledger_close_calls($1, $2, $3, $4, $5) as result`,
    values: [
      closings.map(({ id }) => id),
      closings.map(({ end }) => String(end.charge)),
      closings.map(({ end }) => end.description),
      closings.map(({ end }) => String(end.loss?.amount ?? 0n)),
      closings.map(({ end }) => end.loss?.reason ?? null),
    ],
  })
  return rows.map(({ result }) => result)
}
