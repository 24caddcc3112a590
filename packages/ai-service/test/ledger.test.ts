import { describe, expect, it } from 'vitest'
import type { Principal } from '../src/index.ts'
import { brokenInvariants, createTestService, type TestService } from './helpers/create-test-service.ts'

const MICRO = 1_000_000n

/** The ledger's verbs as the service calls them, straight on the database. */
function ledgerOf({ sql, principal }: TestService, whose: Principal = principal) {
  const account = `customer:${whose.accountId}`
  const one = async (text: string, values: unknown[]): Promise<unknown> =>
    (await sql.query(text, values)).rows[0]?.result
  return {
    hold: (id: string, credits: bigint) =>
      one('select ledger_open_hold($1, $2, $3, null, 60) as result', [id, account, credits * MICRO]),
    settle: (id: string, credits: bigint) =>
      one(`select ledger_settle_hold($1, $2, 'test') as result`, [id, credits * MICRO]),
    release: (id: string) => one('select ledger_release_hold($1) as result', [id]),
  }
}

describe('the ledger', () => {
  it('holds, settles less than was held, and frees the rest', async () => {
    const test = await createTestService({ running: false })
    const ledger = ledgerOf(test)
    expect(await ledger.hold('a', 30n)).toBe(true)
    expect(await test.service.credits.balance(test.principal)).toEqual({
      balance: '100',
      held: '30',
      available: '70',
    })
    expect(await ledger.settle('a', 20n)).toBe('settled')
    expect(await test.service.credits.balance(test.principal)).toEqual({
      balance: '80',
      held: '0',
      available: '80',
    })
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('resolves a hold once, whatever is asked afterwards', async () => {
    const test = await createTestService({ running: false })
    const ledger = ledgerOf(test)
    await ledger.hold('a', 10n)
    await ledger.hold('b', 10n)
    const first = await Promise.all([
      ledger.settle('a', 10n),
      ledger.settle('a', 10n),
      ledger.settle('a', 4n),
      ledger.release('a'),
    ])
    expect(first.filter((result) => result === 'settled' || result === 'released')).toHaveLength(1)
    expect(await ledger.release('b')).toBe('released')
    expect(await ledger.release('b')).toBe('already_released')
    expect(await ledger.settle('b', 10n)).toBe('already_released')
    expect((await test.service.credits.balance(test.principal)).held).toBe('0')
    expect(await brokenInvariants(test.service)).toEqual([])
  })

  it('never holds more than is there, however many ask at once', async () => {
    const test = await createTestService({ running: false })
    const ledger = ledgerOf(test)
    const results = await Promise.all(Array.from({ length: 40 }, (_, index) => ledger.hold(`h${index}`, 10n)))
    expect(results.filter((opened) => opened === true)).toHaveLength(10)
    expect(await test.service.credits.balance(test.principal)).toEqual({
      balance: '100',
      held: '100',
      available: '0',
    })
  })

  it.each([0n, -1n, 11n])('refuses to settle a hold of 10 with %s', async (credits) => {
    const test = await createTestService({ running: false })
    const ledger = ledgerOf(test)
    await ledger.hold('a', 10n)
    await expect(ledger.settle('a', credits)).rejects.toThrow('can not be settled')
    expect((await test.service.credits.balance(test.principal)).held).toBe('10')
  })

  it('gives a grant with the same reference once', async () => {
    const { service, principal } = await createTestService({ running: false })
    const grant = { amount: '5', reason: 'top-up', reference: 'payment-1' }
    await Promise.all([1, 2, 3, 4].map(() => service.credits.grant(principal.accountId, grant)))
    expect((await service.credits.balance(principal)).balance).toBe('105')
    expect(await brokenInvariants(service)).toEqual([])
  })

  it.each(['0', '-1', '1e3', 'NaN', '0.0000001', '9007199254740993000', ''])(
    'refuses a grant of "%s"',
    async (amount) => {
      const { service, principal } = await createTestService({ running: false })
      await expect(service.credits.grant(principal.accountId, { amount, reason: 'x' })).rejects.toMatchObject(
        { code: 'invalid_request', param: 'amount' },
      )
    },
  )

  it('lets nobody change what was written', async () => {
    const test = await createTestService({ running: false })
    const ledger = ledgerOf(test)
    await ledger.hold('a', 10n)
    await ledger.settle('a', 10n)
    for (const table of ['ledger_entry', 'ledger_transaction', 'hold_resolution']) {
      await expect(test.sql.query(`delete from ${table}`)).rejects.toThrow('append only')
    }
    await expect(test.sql.query('update ledger_entry set amount = 1')).rejects.toThrow('append only')
  })

  it('finds a broken rule', async () => {
    const test = await createTestService({ running: false })
    await test.sql.query('update ledger_account set held = held + 1 where account_id is not null')
    expect(await brokenInvariants(test.service)).toEqual(['held is the sum of the open holds'])
  })
})
