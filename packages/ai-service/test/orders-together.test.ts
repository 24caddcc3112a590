import { startFaultProxy } from '@jointo/fault-proxy'
import { createProviderRegistry, MockProvider } from '@jointo/providers'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createRuntime, type CreateJobInput, type Principal } from '../src/index.ts'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'
import { holdRows } from './helpers/hold-rows.ts'
import { sharedService } from './helpers/shared-service.ts'

const picture: CreateJobInput = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite' } }

const shared = sharedService({ running: false })
let who: Principal
beforeEach(async () => {
  who = await shared.current.newAccount('100')
})

/** Rows without what is different in each job. */
async function rowsOf(jobId: string): Promise<Record<string, unknown[]>> {
  const tables = {
    job: 'id',
    job_input: 'job_id',
    job_event: 'job_id',
    job_webhook: 'job_id',
    hold: 'job_id',
  }
  const queries = Object.entries({ ...tables, idempotency_key: 'job_id' }).map(
    async ([table, column]): Promise<[string, unknown[]]> => {
      const text = `select * from ${table} where ${column} = $1 order by 1`
      const { rows } = await shared.current.sql.query<Record<string, unknown>>(text, [jobId])
      return [table, rows.map(withoutOwn)]
    },
  )
  return Object.fromEntries(await Promise.all(queries))
}

function withoutOwn(row: Record<string, unknown>): Record<string, unknown> {
  const own = /^(id|key|job_id|hold_id|url)$|_at$/
  const same = Object.entries(row).filter(([name, value]) => !own.test(name) && !(value instanceof Date))
  return JSON.parse(JSON.stringify(Object.fromEntries(same)).replaceAll(/job_\w{10,}/g, 'job'))
}

const statementsOf = async (jobIds: readonly string[]): Promise<number> => {
  const text = 'select count(distinct created_at)::int as n from job where id = any($1)'
  const { rows } = await shared.current.sql.query<{ n: number }>(text, [jobIds])
  return rows[0]?.n ?? 0
}

describe('orders that come at one moment', () => {
  it('share a statement, and each leaves what it would leave alone', async () => {
    const { jobs } = shared.current.service
    const order: CreateJobInput = {
      ...picture,
      input: { prompt: 'a "kite" \\ ✂ 🪁 {"not": "json"} \n' },
      metadata: { b: '1', a: 'ü' },
      priority: 'high',
      webhook_url: 'https://hooks.example.com/a',
    }
    const orderUnder = (idempotencyKey: string) => jobs.create(who, order, { idempotencyKey })
    const alone = await orderUnder('alone')
    const keys = Array.from({ length: 12 }, (_, index) => `${index} "quoted" \\ ü`)
    const others = await Promise.all(keys.map(orderUnder))
    // Each has looked after the account's secret before.
    expect(await statementsOf(others.map(({ job }) => job.id))).toBeLessThan(8)
    const expected = await rowsOf(alone.job.id)
    expect(expected['job_webhook']).toHaveLength(1)
    expect(expected['idempotency_key']).toHaveLength(1)
    for (const { job } of others) {
      expect(await rowsOf(job.id)).toEqual(expected)
      expect(await jobs.get(who, job.id)).toEqual(job)
    }
    const plain = await Promise.all([1, 2].map(() => jobs.create(who, picture)))
    const last = await jobs.create(who, picture)
    expect(await statementsOf(plain.map(({ job }) => job.id))).toBe(1)
    expect(await rowsOf(plain[0]?.job.id ?? '')).toEqual(await rowsOf(last.job.id))
  })

  it('of several accounts each hold their own money, and who can not pay takes nobody along', async () => {
    const { service, newAccount } = shared.current
    const [poor, other] = [await newAccount('1.5'), await newAccount('100')]
    const results = await Promise.allSettled(
      [who, poor, poor, other, poor, who].map((one) => service.jobs.create(one, picture)),
    )
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ])
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'insufficient_credits' })
    const held = await Promise.all([who, poor, other].map((one) => service.credits.balance(one)))
    expect(held.map((balance) => balance.held)).toEqual(['2', '1', '1'])
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('with one key are one job', async () => {
    const { service } = shared.current
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        service.jobs.create(
          who,
          { ...picture, input: { prompt: index === 5 ? 'another' : 'a kite' } },
          { idempotencyKey: 'same' },
        ),
      ),
    )
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(new Set(made.map(({ job }) => job.id)).size).toBe(1)
    expect(made.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(results[5]).toMatchObject({ reason: { code: 'idempotency_key_reuse' } })
    expect((await service.credits.balance(who)).held).toBe('1')
  })

  it('that the database refuses take nobody along', async () => {
    const { service, sql, newAccount } = shared.current
    const other = await newAccount('100')
    await sql.query(`
      create function refuse_kites() returns trigger language plpgsql as $$ begin
        if new.input ->> 'prompt' = 'broken' then raise exception 'broken'; end if;
        return new;
      end $$;
      create trigger refuse_kites before insert on job_input for each row execute function refuse_kites()`)
    onTestFinished(async () => void (await sql.query('drop function refuse_kites cascade')))
    const broken = { ...picture, input: { prompt: 'broken' } }
    const results = await Promise.allSettled([
      service.jobs.create(who, picture),
      service.jobs.create(who, broken),
      service.jobs.create(other, picture),
      service.jobs.create(who, picture),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect((await service.credits.balance(who)).held).toBe('2')
  })

  it('under a key that no index takes are refused by name', async () => {
    const idempotencyKey = 'k'.repeat(256)
    await expect(shared.current.service.jobs.create(who, picture, { idempotencyKey })).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'idempotencyKey',
    })
  })

  it('are not bought for those who left before their turn', async () => {
    const { service } = shared.current
    const leaving = new AbortController()
    const orders = [
      service.jobs.create(who, picture),
      service.jobs.create(who, picture, { signal: leaving.signal, check: () => leaving.abort() }),
      service.jobs.create(who, picture),
    ]
    const results = await Promise.allSettled(orders)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { code: 'canceled' } })
    expect((await service.credits.balance(who)).held).toBe('2')
  })
})

it('when the answer to a shared statement is lost, each caller learns that his order was accepted', async () => {
  const test = await createTestService({ running: false })
  const proxy = await startFaultProxy({ target: test.databaseUrl })
  const databaseUrl = proxy.through(test.databaseUrl)
  const providers = createProviderRegistry([new MockProvider()])
  const far = await createRuntime({ ...test.runtime.settings, databaseUrl }, { providers })
  onTestFinished(async () => {
    await far.close()
    await proxy.close()
  })
  const accounts = [test.principal, await test.newAccount('100'), await test.newAccount('0.5')]
  proxy.cutReply({ statement: /job_accept_together/ })
  const results = await Promise.allSettled(
    accounts.flatMap((one) => [far.service.jobs.create(one, picture), far.service.jobs.create(one, picture)]),
  )
  expect(proxy.repliesCut).toBe(1)
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, true, false, false])
  const { rows } = await test.sql.query(
    'select count(*)::int as n, count(distinct created_at)::int as at from job',
  )
  expect(rows).toEqual([{ n: 4, at: 1 }])
  expect(await brokenInvariants(test.service)).toEqual([])
})

describe('the shared statement', () => {
  interface Wanted {
    owner: Principal
    id: string
    key?: string
    trace_parent?: string
  }

  const asOrder = ({ owner, id, key, trace_parent }: Wanted): Record<string, unknown> => ({
    job_id: `job_${id}`,
    account_id: owner.accountId,
    hold_id: `hold_${id}`,
    kind: 'image',
    provider: 'mock',
    model: 'image',
    priority: 0,
    metadata: {},
    quoted: '10',
    quote_lines: [],
    input: {},
    provider_options: null,
    event: {},
    ...(key === undefined ? {} : { route: 'r', key, fingerprint: 'f' }),
    trace_parent,
  })

  async function accept(wanted: readonly Wanted[], waits = false): Promise<(string | null)[]> {
    const { rows } = await shared.current.sql.query<{ outcome: string | null }>(
      'select * from job_accept_together($1, 600, $2)',
      [JSON.stringify(wanted.map(asOrder)), waits],
    )
    return rows.map(({ outcome }) => outcome)
  }

  const held = async (owner: Principal): Promise<string> =>
    (await shared.current.service.credits.balance(owner)).held

  it('does not wait for the row of one account, unless it is the only one', async () => {
    const other = await shared.current.newAccount('100')
    const letGo = await holdRows(
      shared.current,
      'select from ledger_account where account_id = $1 for update',
      [who.accountId],
    )
    const mixed = [
      { owner: who, id: 'h1' },
      { owner: who, id: 'h2' },
      { owner: other, id: 'h3' },
    ]
    expect(await accept(mixed)).toEqual([null, null, 'accepted'])
    const waiting = accept(mixed.slice(0, 2), true)
    await letGo()
    expect(await waiting).toEqual(['accepted', 'accepted'])
    expect([await held(who), await held(other)]).toEqual(['0.00002', '0.00001'])
  })

  it.each([false, true])(
    'does not wait for the first request with the same key (alone: %s)',
    async (waits) => {
      const text = `insert into idempotency_key (account_id, route, key, fingerprint, job_id) values ($1, 'r', 'k', 'f', 'job_first')`
      const letGo = await holdRows(shared.current, text, [who.accountId])
      const wanted = [
        ...Array.from({ length: 40 }, (_, index) => ({ owner: who, id: `k${waits}${index}`, key: 'k' })),
        { owner: who, id: `k${waits}`, key: 'other' },
      ]
      const startedAt = performance.now()
      expect(await accept(wanted, waits)).toEqual([
        ...Array.from({ length: 40 }, () => 'key_under_way'),
        'accepted',
      ])
      expect(performance.now() - startedAt).toBeLessThan(1_000)
      await letGo()
      expect(await held(who)).toBe('0.00001')
    },
  )

  it('counts what its own orders hold, and forgets the key of one that can not be paid', async () => {
    const poor = await shared.current.newAccount('0.000025')
    const ids = ['p1', 'p2', 'p3']
    const wanted = ids.map((id) => ({ owner: poor, id, key: id }))
    expect(await accept(wanted)).toEqual(['accepted', 'accepted', 'cannot_pay'])
    expect(await accept(wanted)).toEqual(['replay', 'replay', 'cannot_pay'])
    await shared.current.service.credits.grant(poor.accountId, { amount: '1', reason: 'test' })
    await shared.current.sql.query('update ledger_account set daily_limit = 30 where account_id = $1', [
      poor.accountId,
    ])
    const more = [...wanted, { owner: poor, id: 'p4' }]
    expect(await accept(more)).toEqual(['replay', 'replay', 'accepted', 'cannot_pay'])
    expect(await held(poor)).toBe('0.00003')
  })

  it('leaves to each job the trace that it came with', async () => {
    await accept([
      { owner: who, id: 't1', trace_parent: '00-a' },
      { owner: who, id: 't2' },
      { owner: who, id: 't3', trace_parent: '00-c' },
    ])
    const { rows } = await shared.current.sql.query(
      "select trace_parent from job where id in ('job_t1', 'job_t2', 'job_t3') order by id",
    )
    expect(rows.map(({ trace_parent }) => trace_parent)).toEqual(['00-a', null, '00-c'])
  })
})
