import { beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../src/index.ts'
import { brokenInvariants } from './helpers/create-test-service.ts'
import { sharedService } from './helpers/shared-service.ts'

const shared = sharedService({ running: false })
let who: Principal
beforeEach(async () => {
  who = await shared.current.newAccount('100')
})

const credits = () => shared.current.service.credits
const newest = async (whose = who) => (await credits().ledger(whose, { limit: 1 })).data[0]
const adjust = (amount: string, corrects: string | undefined, more: object = {}) =>
  credits().adjust(who.accountId, { amount, reason: 'fix', corrects: corrects ?? '', ...more })
const sql = (text: string, values: unknown[] = []) => shared.current.sql.query(text, values)
const account = () => `customer:${who.accountId}`
/** A charge of its own, without a job. */
async function charge(amount: number): Promise<string> {
  const id = `hold_${Math.random().toString(16).slice(2)}`
  await sql('select ledger_open_hold($1, $2, $3, null, 60)', [id, account(), amount * 1e6])
  await sql(`select ledger_settle_hold($1, $2, 'a charge')`, [id, amount * 1e6])
  return (await newest())?.id ?? ''
}

describe('a correction', () => {
  it('gives back what was charged, at most all of it, in as many parts as you like', async () => {
    const charged = await charge(40)
    expect(await adjust('15', charged)).toMatchObject({ balance: '75' })
    expect(await newest()).toMatchObject({
      kind: 'adjustment',
      amount: '15',
      balance: '75',
      corrects: charged,
    })
    await expect(adjust('25.000001', charged)).rejects.toMatchObject({ param: 'amount' })
    expect(await adjust('25', charged)).toMatchObject({ balance: '100' })
    await expect(adjust('0.000001', charged)).rejects.toMatchObject({ param: 'amount' })
    // What was given back too much is taken again.
    expect(await adjust('-10', charged)).toMatchObject({ balance: '90' })
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })

  it('books on the other side where the first one did', async () => {
    const side = async (name: string) =>
      Number(
        (
          await sql(`select coalesce(sum(amount), 0) as sum from ledger_entry where ledger_account_id = $1`, [
            `platform:${name}`,
          ])
        ).rows[0]?.sum,
      ) / 1e6
    const before = { revenue: await side('revenue'), granted: await side('granted') }
    await adjust('4', await charge(4))
    await adjust('-7', (await credits().ledger(who)).data.at(-1)?.id)
    expect(await side('revenue')).toBeCloseTo(before.revenue, 6)
    expect(await side('granted')).toBeCloseTo(before.granted + 7, 6)
  })

  it('does not take what is held or spent', async () => {
    const grant = (await newest())?.id
    await sql(`select ledger_open_hold($1, $2, 30000000, null, 60)`, [`h-${who.accountId}`, account()])
    await expect(adjust('-70.000001', grant)).rejects.toMatchObject({ code: 'insufficient_credits' })
    expect(await adjust('-70', grant)).toEqual({ balance: '30', held: '30', available: '0' })
  })

  it('corrects no correction, nothing of another account, and nothing that is not there', async () => {
    await adjust('-1', (await newest())?.id)
    await expect(adjust('1', (await newest())?.id)).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'corrects',
    })
    const other = await newest(await shared.current.newAccount('5'))
    for (const corrects of [other?.id, 'txn_999999999']) {
      await expect(adjust('-1', corrects)).rejects.toMatchObject({ code: 'not_found', param: 'corrects' })
    }
  })

  it.each(['txn_0', 'txn_-1', 'txn_1e3', 'txn_9999999999999999999', '1', ''])(
    'refuses %j as a transaction',
    async (id) => {
      await expect(adjust('-1', id)).rejects.toMatchObject({ code: 'invalid_request', param: 'corrects' })
    },
  )

  it('with the same reference is made once, however many ask at once; with another amount never', async () => {
    const grant = (await newest())?.id
    const reference = `fix-${who.accountId}`
    await Promise.all([1, 2, 3, 4].map(() => adjust('-5', grant, { reference })))
    expect(await credits().balance(who)).toMatchObject({ balance: '95' })
    const reused = { code: 'idempotency_key_reuse' }
    await expect(adjust('-6', grant, { reference })).rejects.toMatchObject(reused)
    const give = { amount: '5', reason: 'x', reference }
    await expect(credits().grant(who.accountId, give)).rejects.toMatchObject(reused)
    expect(await credits().balance(who)).toMatchObject({ balance: '95' })
  })

  it('is written by the database with what it corrects, or not at all', async () => {
    const insert = (kind: string, corrects: string) =>
      sql(`insert into ledger_transaction (kind, corrects, description) values ($1, ${corrects}, 'x')`, [
        kind,
      ])
    await expect(insert('adjustment', 'null')).rejects.toThrow('adjustment_names_what_it_corrects')
    await expect(insert('grant', '1')).rejects.toThrow('adjustment_names_what_it_corrects')
    await expect(insert('adjustment', '999999999')).rejects.toThrow('foreign key')
  })
})

describe('a top-up', () => {
  it.each(['6', '4.999999'])('that comes again with another amount (%s) is refused', async (amount) => {
    const give = (amount: string, accountId = who.accountId) =>
      credits().grant(accountId, { amount, reason: 'x', reference: `pay-${who.accountId}` })
    await give('5')
    await give('5')
    const reused = { code: 'idempotency_key_reuse', param: 'reference' }
    await expect(give(amount)).rejects.toMatchObject(reused)
    const other = await shared.current.newAccount('0')
    await expect(give('5', other.accountId)).rejects.toMatchObject(reused)
    expect(await credits().balance(who)).toMatchObject({ balance: '105' })
    expect(await credits().balance(other)).toMatchObject({ balance: '0' })
  })

  it('that no account can hold is refused, and nothing is written', async () => {
    const most = '999999999999'
    const give = () => credits().grant(who.accountId, { amount: most, reason: 'x' })
    for (let count = 0; count < 9; count += 1) await give()
    await expect(give()).rejects.toMatchObject({ code: 'invalid_request', param: 'amount' })
    expect(await credits().balance(who)).toMatchObject({ balance: '9000000000091' })
  })

  it('counts every unit, where a number would lose some', async () => {
    await credits().grant(who.accountId, { amount: '9007199254.740993', reason: 'x' })
    expect(await credits().balance(who)).toMatchObject({ balance: '9007199354.740993' })
  })
})

describe('what was written', () => {
  it.each([
    ['ledger_entry', 'amount'],
    ['ledger_transaction', 'description'],
    ['hold', 'amount'],
    ['hold_resolution', 'amount'],
    ['orphan', 'reason'],
    ['job_event', 'type'],
  ])('is there for good: %s', async (table, column) => {
    const { principal, service } = shared.current
    const input = { model: 'mock/image', kind: 'image', input: { prompt: 'a' } } as const
    await service.jobs.create(principal, input)
    await charge(1)
    const id = `orph_${who.accountId}`
    await sql(`insert into orphan (id, reason, expected_cost) values ($1, 'x', 1)`, [id])
    await sql(`select ledger_book_loss($1, null, 1, 'x')`, [id])
    await expect(sql(`update ${table} set ${column} = ${column}`)).rejects.toThrow('append only')
    await expect(sql(`delete from ${table}`)).rejects.toThrow('append only')
    await expect(sql(`truncate ${table} cascade`)).rejects.toThrow('append only')
  })
})

describe('100 calls with credits for one', () => {
  it('one is accepted, 99 are refused, and there is no row for them', async () => {
    who = await shared.current.newAccount('3')
    const input = { model: 'mock/image', kind: 'image', input: { prompt: 'a', n: 1 } } as const
    const { credits: price } = await shared.current.service.quotes.create(who, input)
    who = await shared.current.newAccount(price)
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, () => shared.current.service.jobs.create(who, input)),
    )
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refused).toEqual(Array.from({ length: 99 }, () => 'insufficient_credits'))
    const count = async (table: string, column: string, id: string) =>
      (await sql(`select count(*)::int as n from ${table} where ${column} = $1`, [id])).rows[0]?.n
    expect(await count('job', 'account_id', who.accountId)).toBe(1)
    expect(await count('hold', 'ledger_account_id', account())).toBe(1)
    expect(await credits().balance(who)).toMatchObject({ available: '0' })
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })
})
