import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import { runStatement } from '../db/statement.ts'
import type { Resolution } from '../ledger/ledger.ts'
import { customerLedgerAccount } from '../ledger/ledger.ts'
import type { CallEnd } from './close-call.ts'
import type { WantedCall } from './open-call.ts'
import { Together, type Share } from '../together.ts'

export type Opened = 'opened' | 'vendor_closed' | 'too_little' | 'too_many' | 'no_account'

interface Opening {
  id: string
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
    open: new Together((turn) => open(context, turn)),
    close: new Together((turn) => close(context, turn)),
  }
  turns.set(context, made)
  return made
}

async function open(
  { db, settings }: ServiceContext,
  turn: readonly Share<Opening>[],
): Promise<Answers<Opened>> {
  const { leaseSeconds, perAccount } = settings.calls
  const openings = turn.flatMap(({ items }) => items)
  const accountIds = turn.flatMap(({ accountId, items }) => items.map(() => accountId))
  const ledgerAccounts = accountIds.map(customerLedgerAccount)
  const isOfOne = turn.length === 1
  const rows = await runStatement<{ result: Opened | null }>(db, {
    ...(isOfOne ? OPEN_CALLS : OPEN_CALLS_OF_SEVERAL),
    // Where the key is known it is the first statement of a call: whether the database is there is known soon, too.
    silentAfterMs: TIMEOUTS.connectionTimeoutMillis,
    values: [
      ...(isOfOne ? [accountIds[0], ledgerAccounts[0]] : [accountIds, ledgerAccounts]),
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
  return byShare(turn, rows)
}

const OPEN_CALLS = {
  name: 'ledger_open_calls',
  text: `select ledger_open_calls($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as result`,
}
const OPEN_CALLS_OF_SEVERAL = {
  name: 'ledger_open_calls_of_several',
  text: `select ledger_open_calls_of_several($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as result`,
}

async function close({ db }: ServiceContext, turn: readonly Share<Closing>[]): Promise<Answers<Resolution>> {
  const closings = turn.flatMap(({ items }) => items)
  const isOfOne = turn.length === 1
  const rows = await runStatement<{ result: Resolution | null }>(db, {
    ...(isOfOne ? CLOSE_CALLS : CLOSE_CALLS_OF_SEVERAL),
    values: [
      closings.map(({ id }) => id),
      closings.map(({ end }) => String(end.charge)),
      closings.map(({ end }) => end.description),
      closings.map(({ end }) => String(end.loss?.amount ?? 0n)),
      closings.map(({ end }) => end.loss?.reason ?? null),
      ...(isOfOne
        ? []
        : [turn.flatMap(({ accountId, items }) => items.map(() => customerLedgerAccount(accountId)))]),
    ],
  })
  return byShare(turn, rows)
}

const CLOSE_CALLS = {
  name: 'ledger_close_calls',
  text: `select ledger_close_calls($1, $2, $3, $4, $5) as result`,
}
const CLOSE_CALLS_OF_SEVERAL = {
  name: 'ledger_close_calls_of_several',
  text: `select ledger_close_calls_of_several($1, $2, $3, $4, $5, $6) as result`,
}

type Answers<Result> = (Result[] | undefined)[]

/** A row for each item; a share that was left out has nothing but nulls. */
function byShare<Result>(
  turn: readonly Share<unknown>[],
  rows: readonly { result: Result | null }[],
): Answers<Result> {
  let from = 0
  return turn.map(({ items }) => {
    const results = rows.slice(from, (from += items.length)).flatMap(({ result }) => result ?? [])
    return results.length === items.length ? results : undefined
  })
}
