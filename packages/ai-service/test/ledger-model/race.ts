import * as fc from 'fast-check'
import type { Pool } from 'pg'
import { expect } from 'vitest'
import { ask } from './ask.ts'

type Racing =
  | { do: 'hold'; id: number; amount: number }
  | { do: 'settle'; id: number; amount: number }
  | { do: 'release'; id: number }
  | { do: 'grant'; id: number; amount: number }
  | { do: 'adjust'; id: number; amount: number }

const id = fc.nat(8)
const amount = fc.integer({ min: 1, max: 1_500_000 })
export const racing: fc.Arbitrary<Racing> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('hold' as const), id, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), id, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('grant' as const), id, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('adjust' as const), id, amount }) },
)

interface Effect {
  posted: bigint
  held: bigint
}
const NOTHING: Effect = { posted: 0n, held: 0n }

/** Asks, and says what the answer means for the totals. What the database refuses has no effect. */
export async function race(
  pool: Pool,
  { account, run, grant }: { account: string; run: string; grant: string },
  asked: Racing,
  index: number,
): Promise<Effect> {
  const hold = `hold_${run}${asked.id}`
  const heldBy = async () =>
    BigInt(String(await ask(pool, 'select amount as result from hold where id = $1', [hold])))
  try {
    switch (asked.do) {
      case 'hold': {
        const opened = await ask(pool, 'select ledger_open_hold($1, $2, $3, null, 60) as result', [
          hold,
          account,
          asked.amount,
        ])
        return opened === true ? { posted: 0n, held: BigInt(asked.amount) } : NOTHING
      }
      case 'settle': {
        const result = await ask(pool, `select ledger_settle_hold($1, $2, 'x') as result`, [
          hold,
          asked.amount,
        ])
        return result === 'settled' ? { posted: -BigInt(asked.amount), held: -(await heldBy()) } : NOTHING
      }
      case 'release': {
        const result = await ask(pool, 'select ledger_release_hold($1) as result', [hold])
        return result === 'released' ? { posted: 0n, held: -(await heldBy()) } : NOTHING
      }
      case 'grant': {
        const reference = `${run}grant-${asked.id}`
        const granted = await ask(pool, `select ledger_grant($1, $2, 'x', $3) as result`, [
          account,
          asked.amount,
          reference,
        ])
        return granted === true ? { posted: BigInt(asked.amount), held: 0n } : NOTHING
      }
      case 'adjust': {
        const result = await ask(pool, `select ledger_adjust($1, $2, $3, 'x', $4) as result`, [
          account,
          -asked.amount,
          grant,
          `${run}adjust-${index % 5}`,
        ])
        return result === 'adjusted' ? { posted: -BigInt(asked.amount), held: 0n } : NOTHING
      }
    }
  } catch (error) {
    // A hold that is not there, a settlement above it, or an id that is taken: raised, and taken back whole.
    expect(String(error)).toMatch(/there is no hold|can not be settled|hold_pkey|duplicate key/)
    return NOTHING
  }
}
