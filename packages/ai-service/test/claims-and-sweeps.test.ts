import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { createProviderRegistry } from '@jointo/providers'
import { describe, expect, it } from 'vitest'
import type { ServiceContext } from '../src/context.ts'
import type { CreateJobInput, Principal } from '../src/index.ts'
import { dueFor } from '../src/jobs/transition.ts'
import { job } from '../src/schema.ts'
import { claimJobs } from '../src/runner/claim-jobs.ts'
import { sweep } from '../src/runner/sweep.ts'
import { vendorHealthOf } from '../src/vendors/health.ts'
import { pauseVendor } from '../src/vendors/pause.ts'
import { vendorIsOpen } from '../src/vendors/open.ts'
import {
  brokenInvariants,
  createTestService,
  eventually,
  type TestService,
} from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

class NamedProvider extends ScriptedProvider {
  override readonly name: string
  constructor(name: string) {
    super()
    this.name = name
  }
}

const stage = async (): Promise<{ test: TestService; context: ServiceContext }> => {
  const test = await createTestService({
    providers: [new NamedProvider('hanging'), new ScriptedProvider()],
    running: false,
  })
  return { test, context: await openContext(test) }
}

async function order(
  { service }: TestService,
  who: Principal,
  provider: string,
  more: Partial<CreateJobInput> = {},
): Promise<string> {
  const input = { model: `${provider}/picture`, kind: 'image', input: { prompt: 'a' } } as const
  return (await service.jobs.create(who, { ...input, ...more })).job.id
}

const room = (hanging: number, scripted: number, repeats = 10) => ({
  reserved: new Map([
    ['hanging', hanging],
    ['scripted', scripted],
  ]),
  shared: 0,
  repeats: new Map([
    ['hanging', repeats],
    ['scripted', repeats],
  ]),
})

describe('an account at its limit', () => {
  it('is not held up by jobs for a vendor that has no room', async () => {
    const { test, context } = await stage()
    await test.service.accounts.update(test.principal.accountId, { max_concurrent_jobs: 1 })
    await order(test, test.principal, 'hanging')
    const other = await order(test, test.principal, 'scripted')
    expect((await claimJobs(context, room(0, 2))).claimed.map(({ row }) => row.id)).toEqual([other])
  })

  it('is not held up by jobs that may not be sent again yet', async () => {
    const { test, context } = await stage()
    await test.service.accounts.update(test.principal.accountId, { max_concurrent_jobs: 1 })
    const again = await order(test, test.principal, 'scripted', { priority: 'high' })
    await test.sql.query('update job set attempt_count = 1 where id = $1', [again])
    const first = await order(test, test.principal, 'scripted')
    expect((await claimJobs(context, room(2, 2, 0))).claimed.map(({ row }) => row.id)).toEqual([first])
  })
})

/** Every node that reads a table from its beginning to its end although an index was to be preferred. */
async function readWhole({ sql: client }: TestService, statement: { sql: string; params: unknown[] }) {
  const session = await client.connect()
  try {
    await session.query('set enable_seqscan = off')
    const { rows } = await session.query<{ 'QUERY PLAN': string }>(
      `explain ${statement.sql}`,
      statement.params,
    )
    return rows
      .map((row) => row['QUERY PLAN'])
      .filter((line) => /Seq Scan on (job|orphan|attempt)/.test(line))
  } finally {
    session.release(true)
  }
}

describe('what ended long ago', () => {
  it.each([
    'lease_expired',
    'unknown_window_over',
    'cancel_honoured',
    'queued_deadline',
    'running_deadline',
    'storing_deadline',
    'storing_poisoned',
  ] as const)('is not read when %s is swept', async (step) => {
    const { test, context } = await stage()
    const statement = context.db.select({ id: job.id }).from(job).where(dueFor(step)).toSQL()
    expect(await readWhole(test, statement)).toEqual([])
  })

  it('is not read when jobs are claimed', async () => {
    const { test } = await stage()
    const open = new PgDialect().sqlToQuery(
      sql`select 1 from (values ('hanging'), ('scripted')) v (provider)
           where ${vendorIsOpen(sql`v.provider`)}`,
    )
    expect(await readWhole(test, open)).toEqual([])
  })

  it('is not read when it is asked whether a model may be submitted again', async () => {
    const { test } = await stage()
    const look = `select avg((a.state = 'unknown')::int) from attempt a join job j on j.id = a.job_id
                   where a.closed_at > now() - interval '1 hour' and j.provider = 'a' and j.model = 'b'`
    expect(await readWhole(test, { sql: look, params: [] })).toEqual([])
  })

  it.each(['vendor_at_risk', 'vendor_maybe_lost'])('is not read when %s is asked', async (name) => {
    const { test } = await stage()
    const { rows } = await test.sql.query<{ body: string }>(
      `select regexp_replace(prosrc, '^\\s*begin\\s+return|;\\s*end\\s*$', '', 'g') as body from pg_proc where proname = $1`,
      [name],
    )
    const text = rows[0]?.body.replaceAll('p_provider', `'scripted'`)
    expect(await readWhole(test, { sql: `select ${text}`, params: [] })).toEqual([])
  })
})

it('a sweep ends all that is over, however much it is', async () => {
  const { test, context } = await stage()
  const { accountId } = test.principal
  await test.sql.query(
    `select job_accept('job_over' || i, $1, 'hold_over' || i, 'image', 'hanging', 'picture', 0::smallint::int, '{}', 1, '[]', -1,
                       '{}', null, '{}', null, null, null, null, null)
       from generate_series(1, 250) i`,
    [accountId],
  )
  await sweep(context)
  const { rows } = await test.sql.query('select state, count(*)::int as jobs from job group by 1')
  expect(rows).toEqual([{ state: 'failed', jobs: 250 }])
  expect(await brokenInvariants(test.service)).toEqual([])
}, 20_000)

it('an account that somebody holds on to keeps no other from being swept', async () => {
  const { test, context } = await stage()
  const held = await test.newAccount('10')
  const over = (prefix: string, count: number, accountId: string) =>
    test.sql.query(
      `select job_accept($1 || i, $2, 'hold_' || $1 || i, 'image', 'hanging', 'picture', 0::smallint::int, '{}', 1, '[]', -1,
                         '{}', null, '{}', null, null, null, null, null)
         from generate_series(1, $3::int) i`,
      [prefix, accountId, count],
    )
  // Older than the others: they come first.
  await over('job_held', 250, held.accountId)
  await over('job_free', 4, test.principal.accountId)
  const queued = async () => (await test.sql.query(`select id from job where state = 'queued'`)).rows
  const holder = await test.sql.connect()
  try {
    await holder.query('begin')
    await holder.query('select from ledger_account where account_id = $1 for update', [held.accountId])
    const swept = sweep(context)
    await eventually(async () => (await queued()).every(({ id }) => id.startsWith('job_held')), 8_000)
    await swept
    expect(await queued()).toHaveLength(250)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await sweep(context)
  expect(await queued()).toEqual([])
}, 20_000)

it('a vendor is opened by those who offer it', async () => {
  const test = await createTestService({ running: false })
  const context = await openContext(test)
  await test.sql.query(
    `insert into vendor_state (provider, paused_until, reason, changed_at) values ('elsewhere', now(), 'failing', now())`,
  )
  await vendorHealthOf({
    ...context,
    providers: createProviderRegistry([new ScriptedProvider()]),
  }).probe(new AbortController().signal)
  expect((await test.sql.query('select reason from vendor_state')).rows).toEqual([{ reason: 'failing' }])
})

it('a vendor that is paused again while it is looked at stays closed', async () => {
  const test = await createTestService({ running: false })
  const context = await openContext(test)
  await test.sql.query(
    `insert into vendor_state (provider, paused_until, reason, changed_at)
     values ('scripted', now() - interval '1 second', 'failing', now() - interval '20 seconds')`,
  )
  const vendor = new ScriptedProvider()
  vendor.probe = () => pauseVendor(context, 'scripted', 'failing')
  const health = vendorHealthOf({ ...context, providers: createProviderRegistry([vendor]) })
  await health.probe(new AbortController().signal)
  const { rows } = await test.sql.query('select reason, paused_until > now() as paused from vendor_state')
  expect(rows).toEqual([{ reason: 'failing', paused: true }])
  vendor.probe = async () => undefined
  await test.sql.query(`update vendor_state set paused_until = now() - interval '1 second'`)
  await health.probe(new AbortController().signal)
  expect((await test.sql.query('select reason from vendor_state')).rows).toEqual([{ reason: null }])
})
