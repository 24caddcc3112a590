import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/** The account's side in the double entry. */
export const customerLedgerAccount = (accountId: string): string => `customer:${accountId}`

export type Resolution = 'settled' | 'released' | 'already_settled' | 'already_released'

/** Charges `amount` (above zero, at most what is held) and frees the rest. A second resolution changes nothing. */
export async function settleHold(
  db: Queryable,
  holdId: string,
  amount: bigint,
  description: string,
): Promise<Resolution> {
  const { rows } = await db.execute<{ result: Resolution }>(
    sql`select ledger_settle_hold(${holdId}, ${amount}::bigint, ${description}) as result`,
  )
  return answer(rows)
}

/** Frees all that is held. A second resolution changes nothing. */
export async function releaseHold(db: Queryable, holdId: string): Promise<Resolution> {
  const { rows } = await db.execute<{ result: Resolution }>(
    sql`select ledger_release_hold(${holdId}) as result`,
  )
  return answer(rows)
}

export type AdjustResult =
  | 'adjusted'
  | 'repeated'
  | 'reference_reused'
  | 'no_account'
  | 'no_transaction'
  | 'is_adjustment'
  | 'too_much'
  | 'too_little'

/** A new entry that takes back (part of) what an older transaction moved. Anything but `adjusted` changed nothing. */
export async function adjustCredits(
  db: Queryable,
  input: {
    accountId: string
    /** Microcredits, signed. */
    amount: bigint
    corrects: bigint
    description: string
    reference?: string | undefined
  },
): Promise<AdjustResult> {
  const { rows } = await db.execute<{ result: AdjustResult }>(sql`
    select ledger_adjust(
      ${customerLedgerAccount(input.accountId)}, ${input.amount}::bigint, ${String(input.corrects)}::bigint,
      ${input.description}, ${input.reference ?? null}
    ) as result`)
  return answer(rows)
}

/** Gives credits to an account. False when `reference` was used before: the grant is there already. */
export async function grantCredits(
  db: Queryable,
  input: { accountId: string; amount: bigint; description: string; reference?: string | undefined },
): Promise<boolean> {
  const { rows } = await db.execute<{ granted: boolean }>(sql`
    select ledger_grant(
      ${customerLedgerAccount(input.accountId)}, ${input.amount}::bigint,
      ${input.description}, ${input.reference ?? null}
    ) as granted`)
  return rows[0]?.granted === true
}

function answer<T>(rows: { result: T }[]): T {
  const result = rows[0]?.result
  if (result === undefined) throw new Error('the ledger function answered nothing')
  return result
}
