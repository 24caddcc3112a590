import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { Client } from 'pg'
import type { Principal } from '../src/index.ts'
import { brokenInvariants, eventually } from './helpers/create-test-service.ts'
import { holdRows } from './helpers/hold-rows.ts'
import { sharedService } from './helpers/shared-service.ts'

const shared = sharedService({ running: false })
let who: Principal
let round = 0

beforeEach(async () => {
  who = await shared.current.newAccount('100')
  round += 1
})

/** One turn of one account, in microcredits. */
async function open(amounts: readonly number[], { mostOpen = 10, provider = 'v' } = {}): Promise<string[]> {
  const { rows } = await shared.current.sql.query<{ result: string }>(
    'select ledger_open_calls($1, $2, 300, $3, $4, $5, $6, $7, $8) as result',
    [
      who.accountId,
      `customer:${who.accountId}`,
      mostOpen,
      amounts.map((_, index) => idOf(index)),
      amounts,
      amounts.map(() => 'chat'),
      amounts.map(() => provider),
      amounts.map((_, index) => `m${index}`),
    ],
  )
  return rows.map(({ result }) => result)
}

interface End {
  call: number
  charge: number
  loss?: number
}

async function close(ends: readonly End[]): Promise<string[]> {
  const { rows } = await shared.current.sql.query<{ result: string }>(
    'select ledger_close_calls($1, $2, $3, $4, $5) as result',
    [
      ends.map(({ call }) => idOf(call)),
      ends.map(({ charge }) => charge),
      ends.map(({ call }) => `call ${call}`),
      ends.map(({ loss = 0 }) => loss),
      ends.map(({ loss = 0 }) => (loss > 0 ? 'call_unclear' : null)),
    ],
  )
  return rows.map(({ result }) => result)
}

const idOf = (call: number): string => `hold_t${round}x${call}`

async function rowsOf(text: string): Promise<unknown[]> {
  const { rows } = await shared.current.sql.query({ text, values: [who.accountId], rowMode: 'array' })
  return rows
}
const openCalls = () => rowsOf('select model, amount from open_call where account_id = $1 order by model')
const entries = () =>
  rowsOf(`
    select t.description, t.model, t.hold_id, e.amount, e.balance_after from ledger_entry e
      join ledger_transaction t on t.id = e.transaction_id
     where e.ledger_account_id = 'customer:' || $1 and t.kind = 'settle' order by e.id`)
const account = () =>
  rowsOf(`select posted, held, spent_today from ledger_account where id = 'customer:' || $1`)

it('what is opened and closed together leaves what each alone would leave', async () => {
  expect(await open([10, 20, 0, 30])).toEqual(['opened', 'opened', 'opened', 'opened'])
  expect(await openCalls()).toEqual([
    ['m0', '10'],
    ['m1', '20'],
    ['m2', '0'],
    ['m3', '30'],
  ])
  expect(await account()).toEqual([['100000000', '60', '0']])
  const ends = [
    { call: 3, charge: 30 },
    { call: 0, charge: 1 },
    { call: 1, charge: 5 },
  ]
  expect(await close(ends)).toEqual(['settled', 'settled', 'settled'])
  expect(await openCalls()).toEqual([['m2', '0']])
  expect(await entries()).toEqual([
    ['call 3', 'v/m3', idOf(3), '-30', '99999970'],
    ['call 0', 'v/m0', idOf(0), '-1', '99999969'],
    ['call 1', 'v/m1', idOf(1), '-5', '99999964'],
  ])
  expect(await account()).toEqual([['99999964', '0', '36']])
  // Without a hold, and twice, and with others.
  expect(await close([{ call: 2, charge: 0 }, ...ends])).toEqual([
    'released',
    ...ends.map(() => 'already_settled'),
  ])
  expect(await entries()).toHaveLength(3)
  expect(await brokenInvariants(shared.current.service)).toEqual([])
})

it('one that is refused does not take the others along', async () => {
  expect(await open([10, 200_000_000, 20])).toEqual(['opened', 'too_little', 'opened'])
  expect(await account()).toEqual([['100000000', '30', '0']])
  const sql = "update ledger_account set daily_limit = 45 where id = 'customer:' || $1"
  await shared.current.sql.query(sql, [who.accountId])
  round += 1
  expect(await open([10, 10, 5])).toEqual(['opened', 'too_little', 'opened'])
  round += 1
  expect(await open([0, 0], { mostOpen: 5 })).toEqual(['opened', 'too_many'])
})

it('each may end in its own way', async () => {
  await open([10, 20, 30])
  const ends = [
    { call: 0, charge: 0 },
    { call: 1, charge: 20, loss: 7 },
    { call: 2, charge: 1 },
  ]
  expect(await close(ends)).toEqual(['released', 'settled', 'settled'])
  expect(await entries()).toEqual([
    ['call 1', 'v/m1', idOf(1), '-20', '99999980'],
    ['call 2', 'v/m2', idOf(2), '-1', '99999979'],
  ])
  expect(await account()).toEqual([['99999979', '0', '21']])
  expect(await brokenInvariants(shared.current.service)).toEqual([])
})

it('more than is held is charged to nobody', async () => {
  await open([10, 20])
  const ends = [
    { call: 0, charge: 10 },
    { call: 1, charge: 21 },
  ]
  await expect(close(ends)).rejects.toThrow('can not be settled with 21')
  expect(await account()).toEqual([['100000000', '30', '0']])
})

it('a vendor that gets no more gets none of them', async () => {
  await shared.current.sql.query(`
    insert into vendor_state (provider, reason, paused_until, changed_at)
    values ('closed', 'spend_limit', now() + interval '1 hour', now())`)
  expect(await open([10, 20], { provider: 'closed' })).toEqual(['vendor_closed', 'vendor_closed'])
  expect(await account()).toEqual([['100000000', '0', '0']])
})

describe('the calls of several accounts', () => {
  const amountOf = (call: number): number => 10 * (call + 1)

  /** One turn, a call for each, those of one account beside each other. */
  async function openAll(
    owners: readonly Principal[],
    { mostAtRisk, providers = owners.map(() => 'v') }: { mostAtRisk?: number; providers?: string[] } = {},
  ): Promise<(string | null)[]> {
    const { rows } = await shared.current.sql.query<{ result: string | null }>(
      'select ledger_open_calls_of_several($1, $2, 300, 10, $3, $4, $5, $6, $7, $8) as result',
      [
        owners.map(({ accountId }) => accountId),
        owners.map(ledgerAccount),
        owners.map((_, call) => idOf(call)),
        owners.map((_, call) => amountOf(call)),
        owners.map(() => 'chat'),
        providers,
        owners.map((_, call) => `m${call}`),
        mostAtRisk,
      ],
    )
    return rows.map(({ result }) => result)
  }

  async function closeAll(owners: readonly Principal[]): Promise<(string | null)[]> {
    const { rows } = await shared.current.sql.query<{ result: string | null }>(
      'select ledger_close_calls_of_several($1, $2, $3, $4, $5, $6) as result',
      [
        owners.map((_, call) => idOf(call)),
        owners.map((_, call) => amountOf(call) - 1),
        owners.map((_, call) => `call ${call}`),
        owners.map(() => 0),
        owners.map(() => null),
        owners.map(ledgerAccount),
      ],
    )
    return rows.map(({ result }) => result)
  }

  const ledgerAccount = ({ accountId }: Principal): string => `customer:${accountId}`
  const moneyOf = async (owner: Principal): Promise<unknown> => {
    const text = 'select posted, held from ledger_account where id = $1'
    const { rows } = await shared.current.sql.query({
      text,
      values: [ledgerAccount(owner)],
      rowMode: 'array',
    })
    return rows[0]
  }

  const hold = (owner: Principal): Promise<() => Promise<void>> =>
    holdRows(shared.current, 'select from ledger_account where id = $1 for update', [ledgerAccount(owner)])

  it('are opened and closed together, each account for itself', async () => {
    const poor = await shared.current.newAccount('0')
    const other = await shared.current.newAccount('100')
    const owners = [who, who, poor, other]
    expect(await openAll(owners)).toEqual(['opened', 'opened', 'too_little', 'opened'])
    expect(await Promise.all([who, poor, other].map(moneyOf))).toEqual([
      ['100000000', '30'],
      ['0', '0'],
      ['100000000', '40'],
    ])
    round += 1
    expect(await openAll([who, other], { mostAtRisk: 1_000_000_000 })).toEqual(['opened', 'opened'])
    expect(await closeAll([who, other])).toEqual(['settled', 'settled'])
    expect(await closeAll([who, other])).toEqual(['already_settled', 'already_settled'])
    round -= 1
    expect(await closeAll([who, who])).toEqual(['settled', 'settled'])
    expect(await moneyOf(who)).toEqual([String(100_000_000 - 9 - 9 - 19), '0'])
    expect(await moneyOf(other)).toEqual([String(100_000_000 - 19), '40'])
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })

  it('do not wait for the row of one of them: nothing is done for that one', async () => {
    const other = await shared.current.newAccount('100')
    const letGo = await hold(who)
    expect(await openAll([who, who, other])).toEqual([null, null, 'opened'])
    await letGo()
    expect(await openCalls()).toEqual([])
    expect(await account()).toEqual([['100000000', '0', '0']])
    round += 1
    expect(await openAll([who, other])).toEqual(['opened', 'opened'])
    const letGoAgain = await hold(who)
    expect(await closeAll([who, other])).toEqual([null, 'settled'])
    await letGoAgain()
    expect(await account()).toEqual([['100000000', '10', '0']])
    expect(await closeAll([who, other])).toEqual(['settled', 'already_settled'])
  })

  it('go alone where they are no trifle beside what may be at risk, or their vendor gets no more: the others do not', async () => {
    const other = await shared.current.newAccount('100')
    const providers = ['trifles', 'trifles']
    expect(await openAll([who, other], { mostAtRisk: 1_999, providers })).toEqual(['opened', null])
    round += 1
    await shared.current.sql.query(`
      insert into vendor_state (provider, reason, paused_until, changed_at)
      values ('paused', 'spend_limit', now() + interval '1 hour', now())`)
    expect(await openAll([who, other], { providers: ['paused', 'v'] })).toEqual([null, 'opened'])
    expect(await account()).toEqual([['100000000', '10', '0']])
  })

  it('do not wait for the count of a vendor that is near its limit, which may take others long', async () => {
    const other = await shared.current.newAccount('100')
    const counting = await shared.current.sql.connect()
    await counting.query('begin')
    await counting.query("select pg_advisory_xact_lock(hashtext('jointo:risk:near'))")
    onTestFinished(async () => {
      await counting.query('rollback')
      counting.release()
    })
    await shared.current.sql.query(`
      insert into open_call (id, account_id, kind, provider, model, amount, expires_at)
      values ('hold_near', 'nobody', 'chat', 'near', 'm', 1990, now() + interval '1 hour')`)
    onTestFinished(
      async () => void (await shared.current.sql.query("delete from open_call where id = 'hold_near'")),
    )
    const options = { mostAtRisk: 2_000, providers: ['near', 'far'] }
    expect(await openAll([who, other], options)).toEqual([null, 'opened'])
    expect(await Promise.all([who, other].map(moneyOf))).toEqual([
      ['100000000', '0'],
      ['100000000', '20'],
    ])
  })

  it('find the locks of whoever closes one of them in the same order: the account first', async () => {
    const { sql } = shared.current
    await openAll([who, who])
    const ends = [
      `select ledger_close_call('${idOf(0)}', 0, '', 0, null, false)`,
      `select ledger_close_calls(array['${idOf(0)}', '${idOf(1)}'], '{1,1}', '{a,b}', '{0,0}', '{null,null}')`,
    ]
    for (const text of ends) {
      const closing = new Client({ connectionString: shared.current.databaseUrl })
      await closing.connect()
      const letGo = await hold(who)
      const closed = closing.query(text)
      await eventually(async () => {
        const { rowCount } = await sql.query(
          "select from pg_stat_activity where datname = current_database() and query = $1 and wait_event_type = 'Lock'",
          [text],
        )
        return rowCount === 1
      })
      const free = await sql.query('select from open_call where account_id = $1 for update skip locked', [
        who.accountId,
      ])
      const { rows } = await sql.query<{ open: number }>(
        'select count(*)::int as open from open_call where account_id = $1',
        [who.accountId],
      )
      expect(free.rowCount).toBe(rows[0]?.open)
      await letGo()
      await closed
      await closing.end()
    }
    expect(await openCalls()).toEqual([])
  })
})
