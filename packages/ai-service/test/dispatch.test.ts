import { ProviderError, type StartResult } from '@jointo/providers'
import { describe, expect, it } from 'vitest'
import type { CreateJobInput, Job, Principal } from '../src/index.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const

/** A vendor that answers a submission when it is told to, and knows who asked. */
class PatientProvider extends ScriptedProvider {
  override readonly name: string
  readonly waiting: { prompt: string; answer: () => void }[] = []

  constructor(name = 'scripted') {
    super()
    this.name = name
    this.onStart = () =>
      new Promise<StartResult>((resolve) => {
        const prompt = this.requests.at(-1)?.input.prompt ?? ''
        const answer = () =>
          resolve({ state: 'pending', vendorTaskId: `task ${prompt}`, pollAfterMs: 50, warnings: [] })
        this.waiting.push({ prompt, answer })
      })
  }

  get prompts(): string[] {
    return this.requests.map(({ input }) => input.prompt ?? '')
  }

  answerAll(): void {
    for (const { answer } of this.waiting.splice(0)) answer()
  }
}

async function order(
  { service }: TestService,
  who: Principal,
  prompt: string,
  more: Partial<CreateJobInput> = {},
): Promise<Job> {
  return (await service.jobs.create(who, { ...picture, input: { prompt }, ...more })).job
}

async function letAllEnd(test: TestService, vendors: PatientProvider[], jobs: Job[]): Promise<void> {
  const answering = setInterval(() => vendors.forEach((vendor) => vendor.answerAll()), 10)
  try {
    for (const job of jobs) {
      const { rows } = await test.sql.query('select account_id from job where id = $1', [job.id])
      const ended = await test.service.jobs.wait({ accountId: rows[0].account_id }, job.id, {
        timeoutMs: 20_000,
      })
      expect(ended.status).toBe('succeeded')
    }
  } finally {
    clearInterval(answering)
  }
  const { rows } = await test.sql.query('select * from account_load where in_flight <> 0')
  expect(rows).toEqual([])
  expect(await brokenInvariants(test.service)).toEqual([])
}

describe('whose turn it is', () => {
  it('is everybody’s, however many jobs one of them has sent before', async () => {
    const vendor = new PatientProvider()
    const test = await createTestService({
      providers: [vendor],
      running: false,
      environment: { WORKER_CONCURRENCY: '2' },
    })
    const jobs: Job[] = []
    for (let index = 0; index < 8; index += 1) jobs.push(await order(test, test.principal, `flood ${index}`))
    const other = await test.newAccount('100')
    jobs.push(await order(test, other, 'other'))
    await test.runtime.runner.start()
    await eventually(() => vendor.requests.length === 2)
    expect(vendor.prompts).toContain('other')
    await letAllEnd(test, [vendor], jobs)
  })

  it('is decided by priority within an account, then by age', async () => {
    const vendor = new PatientProvider()
    const test = await createTestService({
      providers: [vendor],
      running: false,
      environment: { WORKER_CONCURRENCY: '1' },
    })
    const jobs: Job[] = []
    for (const priority of ['low', 'normal', 'high', 'normal'] as const)
      jobs.push(await order(test, test.principal, `${priority} ${jobs.length}`, { priority }))
    await test.runtime.runner.start()
    await letAllEnd(test, [vendor], jobs)
    expect(vendor.prompts).toEqual(['high 2', 'normal 1', 'normal 3', 'low 0'])
  })

  it('waits for the limit of an account, also with several workers', async () => {
    const vendor = new PatientProvider()
    const test = await createTestService({ providers: [vendor], running: false })
    await test.service.accounts.update(test.principal.accountId, { max_concurrent_jobs: 3 })
    const jobs: Job[] = []
    for (let index = 0; index < 10; index += 1) jobs.push(await order(test, test.principal, `${index}`))
    const workers = [test.runtime, await test.another([vendor]), await test.another([vendor])]
    await Promise.all(workers.map(({ runner }) => runner.start()))
    await eventually(() => vendor.requests.length >= 3)
    // Each of them has looked again by then.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(vendor.requests).toHaveLength(3)
    const { rows } = await test.sql.query('select in_flight from account_load')
    expect(rows).toEqual([{ in_flight: 3 }])
    await letAllEnd(test, [vendor], jobs)
  })

  it('comes when a job of an account at its limit has ended, not with the clock', async () => {
    const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
    await test.service.accounts.update(test.principal.accountId, { max_concurrent_jobs: 1 })
    const jobs: Job[] = []
    for (let index = 0; index < 7; index += 1) jobs.push(await order(test, test.principal, `${index}`))
    await test.runtime.runner.start()
    for (const job of jobs) await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 20_000 })
    const { rows } = await test.sql.query<{ gap: number }>(
      `select percentile_cont(0.5) within group (order by gap) as gap
         from (select extract(epoch from started_at - lag(started_at) over (order by started_at))::float8 as gap from job) g`,
    )
    expect(rows[0]?.gap).toBeLessThan(0.8)
  })

  it('comes without any tick', async () => {
    const vendor = new ScriptedProvider()
    const test = await createTestService({ providers: [vendor] })
    await test.sql.query(
      `create function forget() returns trigger language plpgsql as $$
         begin delete from pgboss.job_common where id = new.id; return null; end $$;
       create trigger lost after insert on pgboss.job_common for each row execute function forget()`,
    )
    const job = await order(test, test.principal, 'a')
    expect(await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).toMatchObject({
      status: 'succeeded',
    })
  })
})

describe('vendors', () => {
  it('do not take each other’s slots: one that hangs leaves the others theirs', async () => {
    const hanging = new PatientProvider('hanging')
    const well = new ScriptedProvider()
    const test = await createTestService({
      providers: [hanging, well],
      running: false,
      environment: { WORKER_CONCURRENCY: '4' },
    })
    const stuck: Job[] = []
    for (let index = 0; index < 8; index += 1)
      stuck.push(await order(test, test.principal, `${index}`, { model: 'hanging/picture' }))
    await test.runtime.runner.start()
    await eventually(() => hanging.waiting.length === 3)
    for (let index = 0; index < 3; index += 1) {
      const job = await order(test, test.principal, 'quick')
      expect(await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).toMatchObject({
        status: 'succeeded',
      })
    }
    expect(hanging.waiting).toHaveLength(3)
    await letAllEnd(test, [hanging], stuck)
  })

  it('whose account is empty get no more jobs for a while; those that wait go on afterwards', async () => {
    const vendor = new ScriptedProvider()
    vendor.onStart = () => {
      throw new ProviderError('vendor_unavailable', 'No.', { accountProblem: 'no_balance' })
    }
    const test = await createTestService({ providers: [vendor] })
    const first = await order(test, test.principal, 'first')
    await test.service.jobs.wait(test.principal, first.id, { timeoutMs: 10_000 })
    await eventually(
      async () =>
        (await test.sql.query('select from vendor_state where paused_until > now()')).rowCount === 1,
    )
    vendor.onStart = () => ({ state: 'pending', vendorTaskId: 'task', pollAfterMs: 50, warnings: [] })
    const second = await order(test, test.principal, 'second')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(vendor.countOf('start')).toBe(1)
    expect((await test.service.jobs.get(test.principal, second.id)).status).toBe('queued')

    await test.sql.query('update vendor_state set paused_until = now()')
    expect(await test.service.jobs.wait(test.principal, second.id, { timeoutMs: 10_000 })).toMatchObject({
      status: 'succeeded',
    })
  })

  it('that fail are closed for all workers until a look at them has worked, and no paid call is used for that', async () => {
    const vendor = new ScriptedProvider()
    vendor.onStart = () => {
      throw new ProviderError('vendor_unavailable', 'No.', { disposition: 'ambiguous' })
    }
    vendor.onProbe = () => {
      throw new ProviderError('vendor_unavailable', 'No.', { disposition: 'ambiguous' })
    }
    const test = await createTestService({ providers: [vendor] })
    await Promise.all(Array.from({ length: 20 }, (_, index) => order(test, test.principal, `${index}`)))
    const state = async () => (await test.sql.query('select reason from vendor_state')).rows[0]?.reason
    await eventually(async () => (await state()) === 'failing')
    vendor.onStart = () => ({ state: 'pending', vendorTaskId: 'task', pollAfterMs: 50, warnings: [] })
    const job = await order(test, test.principal, 'later')

    await test.sql.query('update vendor_state set paused_until = now()')
    await eventually(() => vendor.countOf('probe') === 1)
    expect((await test.service.jobs.get(test.principal, job.id)).status).toBe('queued')
    expect(vendor.countOf('start')).toBe(20)

    vendor.onProbe = () => undefined
    await test.sql.query('update vendor_state set paused_until = now()')
    expect(await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 10_000 })).toMatchObject({
      status: 'succeeded',
    })
    expect(await state()).toBe(null)
  })

  it('get no more work when unknown outcomes may have cost too much', async () => {
    const vendor = new ScriptedProvider()
    vendor.onStart = () => {
      throw new ProviderError('vendor_unavailable', 'No.', { disposition: 'ambiguous' })
    }
    const test = await createTestService({
      providers: [vendor],
      environment: { VENDOR_RISK_DAILY_CREDITS: '5', JOB_UNKNOWN_WINDOW_SECONDS: '1' },
    })
    for (const prompt of ['one', 'two']) {
      const job = await order(test, test.principal, prompt)
      await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 10_000 })
    }
    const third = await order(test, test.principal, 'three')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(vendor.countOf('start')).toBe(2)
    expect((await test.service.jobs.get(test.principal, third.id)).status).toBe('queued')
  })
})

describe('what an account may spend in a day', () => {
  it('counts what is held and what was settled, and begins anew the next day', async () => {
    const test = await createTestService({ providers: [new ScriptedProvider()] })
    const { principal, service } = test
    await service.accounts.update(principal.accountId, { daily_credits: '5' })
    const first = await order(test, principal, 'one')
    await service.jobs.wait(principal, first.id, { timeoutMs: 10_000 })
    await order(test, principal, 'two')
    await expect(order(test, principal, 'three')).rejects.toMatchObject({ code: 'spend_limit_reached' })
    await test.sql.query(`update ledger_account set spent_on = spent_on - 1`)
    await order(test, principal, 'three')
    await service.accounts.update(principal.accountId, { daily_credits: null })
    await order(test, principal, 'four')
    expect(await brokenInvariants(service)).toEqual([])
  })

  it('does not forget the new day when something that began before midnight ends after it', async () => {
    const { sql, principal } = await createTestService({ running: false })
    const account = `customer:${principal.accountId}`
    await sql.query(`select ledger_open_hold('hold_a', $1, 2, null, null)`, [account])
    // As if by a transaction that began later than the next one.
    await sql.query(
      `update ledger_account set spent_today = 5, spent_on = (now() at time zone 'utc')::date + 1 where id = $1`,
      [account],
    )
    await sql.query(`select ledger_settle_hold('hold_a', 2, 'x')`)
    const { rows } = await sql.query(
      `select spent_today, spent_on - (now() at time zone 'utc')::date as ahead from ledger_account where id = $1`,
      [account],
    )
    expect(rows).toEqual([{ spent_today: '7', ahead: 1 }])
  })

  it.each([
    { daily_credits: '0' },
    { daily_credits: 'many' },
    { max_concurrent_jobs: 0 },
    { max_concurrent_jobs: 1.5 },
  ])('is refused as %o', async (limits) => {
    const { service, principal } = await createTestService({ running: false })
    await expect(service.accounts.update(principal.accountId, limits)).rejects.toMatchObject({
      code: 'invalid_request',
      param: Object.keys(limits)[0],
    })
  })
})

it('says which jobs wait for a vendor that a worker has no key for', async () => {
  const lines: [object, string][] = []
  const keep = (fields: object, message: string) => void lines.push([fields, message])
  const logger = { debug: keep, info: keep, warn: keep, error: keep }
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false, logger })
  await order(test, test.principal, 'a')
  await test.sql.query(`update job set state_changed_at = now() - interval '2 minutes'`)
  await (await test.another([new PatientProvider('other')])).runner.start()
  await eventually(() => lines.some(([, message]) => message.includes('not offered here')))
  expect(lines.find(([, message]) => message.includes('not offered here'))?.[0]).toEqual({
    provider: 'scripted',
    state: 'queued',
    jobs: 1,
  })
})
