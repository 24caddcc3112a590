import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pool } from 'pg'
import { brokenInvariants } from './helpers/create-test-service.ts'
import { sharedService } from './helpers/shared-service.ts'
import { ask, newestTransaction, type Real } from './ledger-model/ask.ts'
import { commands, emptyModel } from './ledger-model/commands.ts'
import { race, racing } from './ledger-model/race.ts'

/** For long runs by hand: `LEDGER_RUNS=5000`. */
const RUNS = Number(process.env['LEDGER_RUNS'] ?? 25)
const HOLDS = Number(process.env['LEDGER_HOLDS'] ?? 150)

const LONG = { timeout: 3_600_000 }

const shared = sharedService({ running: false })

let runs = 0
async function newAccount(): Promise<{ account: string; run: string }> {
  const { accountId } = await shared.current.newAccount('0')
  return { account: `customer:${accountId}`, run: `${(runs += 1)}-${Date.now()}-` }
}

describe('the ledger, whatever is asked of it', () => {
  it('one after the other: it does what the model does', LONG, async () => {
    const client = await shared.current.sql.connect()
    try {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (given) => {
          const real: Real = { sql: client, ...(await newAccount()) }
          await fc.asyncModelRun(() => ({ model: emptyModel(), real }), given)
        }),
        { numRuns: RUNS },
      )
    } finally {
      client.release()
    }
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })

  it('by eight at once: it ends as every order of what succeeded would', LONG, async () => {
    const pool = new Pool({ connectionString: shared.current.databaseUrl, max: 8 })
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(racing, { minLength: 20, maxLength: 60 }), async (asked) => {
          const { account, run } = await newAccount()
          await pool.query(`select ledger_grant($1, 3000000, 'x', null)`, [account])
          const grant = await newestTransaction({ sql: pool, account, run })
          // Everybody begins at the same moment, and everything is asked twice.
          const done = await Promise.all(
            [...asked, ...asked].map((one, index) => race(pool, { account, run, grant }, one, index)),
          )
          const sum = done.reduce((total, effect) => total + effect.posted, 3_000_000n)
          const held = done.reduce((total, effect) => total + effect.held, 0n)
          const { rows } = await pool.query('select posted, held from ledger_account where id = $1', [
            account,
          ])
          expect(rows).toEqual([{ posted: String(sum), held: String(held) }])
        }),
        { numRuns: Math.ceil(RUNS / 3) },
      )
    } finally {
      await pool.end()
    }
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })

  it('each hold is resolved once, though each settle and release is sent four times', LONG, async () => {
    const pool = new Pool({ connectionString: shared.current.databaseUrl, max: 8 })
    try {
      const { account, run } = await newAccount()
      await pool.query(`select ledger_grant($1, $2, 'x', null)`, [account, HOLDS * 10])
      const ids = Array.from({ length: HOLDS }, (_, index) => `hold_${run}${index}`)
      await Promise.all(
        ids.map((id) => pool.query('select ledger_open_hold($1, $2, 10, null, null)', [id, account])),
      )
      const results = await Promise.all(
        ids.flatMap((id, index) =>
          [1, 2, 3, 4].flatMap(() => [
            ask(pool, `select ledger_settle_hold($1, $2, 'x') as result`, [id, (index % 10) + 1]),
            ask(pool, 'select ledger_release_hold($1) as result', [id]),
          ]),
        ),
      )
      const count = (wanted: string) => results.filter((result) => result === wanted).length
      expect(count('settled') + count('released')).toBe(HOLDS)
      expect(count('already_settled') + count('already_released')).toBe(HOLDS * 7)
      const { rows } = await pool.query<{ held: string; settled: string; sum: string; posted: string }>(
        `select a.held, a.posted, count(*) filter (where r.kind = 'settle') as settled, sum(r.amount) as sum
           from ledger_account a join hold h on h.ledger_account_id = a.id join hold_resolution r on r.hold_id = h.id
          where a.id = $1 group by a.id`,
        [account],
      )
      const [row] = rows
      expect(row).toMatchObject({ held: '0', settled: String(count('settled')) })
      expect(BigInt(row?.posted ?? 0) + BigInt(row?.sum ?? 0)).toBe(BigInt(HOLDS * 10))
    } finally {
      await pool.end()
    }
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })
})
