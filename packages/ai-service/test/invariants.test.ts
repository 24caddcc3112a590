import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ServiceContext } from '../src/context.ts'
import { checkInvariants } from '../src/invariants/check.ts'
import { JOB_RULES } from '../src/invariants/job-rules.ts'
import { LEDGER_RULES } from '../src/invariants/ledger-rules.ts'
import { checkIfDue, watchInvariants } from '../src/invariants/watch.ts'
import type { InvariantResult } from '../src/index.ts'
import { brokenInvariants, createTestService, eventually } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { sharedService } from './helpers/shared-service.ts'
import { waitingForLocks } from './helpers/waiting-for-locks.ts'

/**
 * How each rule is broken by hand, in one transaction that is taken back: `$done` and `$failed` are jobs that have ended, `$open` one
 * that has not, `$account` their ledger account. `quick`: a check of what is new notices it, too.
 */
const BREAKS: Record<string, { by: string; quick: boolean; with?: string[] }> = {
  'all entries together sum to zero': {
    by: `update ledger_entry set amount = amount + 1 where ledger_account_id = 'platform:revenue'`,
    quick: false,
    with: ['each transaction sums to zero'],
  },
  'each transaction sums to zero': {
    by: `update ledger_entry set amount = amount + 1 where id = (select max(id) from ledger_entry where balance_after is null);
         update ledger_entry set amount = amount - 1 where id = (select min(id) from ledger_entry where balance_after is null)`,
    quick: true,
  },
  'posted is the sum of the entries': {
    by: `update ledger_account set posted = posted + 1 where id = '$account'`,
    quick: true,
  },
  'each entry goes on from the balance before it': {
    by: `update ledger_entry set balance_after = balance_after + 1
          where id = (select min(id) from ledger_entry where ledger_account_id = '$account')`,
    quick: true,
  },
  'held is the sum of the open holds': {
    by: `update ledger_account set held = held + 1 where id = '$account'`,
    quick: true,
  },
  'an open hold belongs to an open job or call': {
    by: `insert into hold (id, ledger_account_id, amount) values ('hold_stray', '$account', 1);
         update ledger_account set held = held + 1 where id = '$account'`,
    quick: false,
  },
  'entries and open holds belong to an account of the ledger': {
    by: `with stray as (insert into ledger_transaction (kind, description) values ('grant', 'x') returning id)
         insert into ledger_entry (transaction_id, ledger_account_id, amount)
           select id, 'nowhere', 1 from stray union all select id, 'nowhere', -1 from stray`,
    quick: true,
  },
  'no settlement above its hold': {
    by: `update hold set amount = 1 where job_id = '$done'`,
    quick: true,
    with: ['the hold is the quote'],
  },
  'what was settled is what was posted': {
    by: `update ledger_entry set amount = amount * 2, balance_after = balance_after
          where transaction_id = (select id from ledger_transaction where job_id = '$done')`,
    quick: true,
    with: ['posted is the sum of the entries', 'each entry goes on from the balance before it'],
  },
  'corrections take back at most what was moved': {
    by: `with more as (insert into ledger_transaction (kind, corrects, description)
           select 'adjustment', id, 'x' from ledger_transaction where job_id = '$done' returning id)
         insert into ledger_entry (transaction_id, ledger_account_id, amount)
           select id, '$account', 99000000 from more union all select id, 'platform:revenue', -99000000 from more;
         update ledger_account set posted = posted + 99000000 where id = '$account';
         update ledger_entry set balance_after = (select posted from ledger_account where id = '$account')
          where id = (select max(id) from ledger_entry where ledger_account_id = '$account')`,
    quick: true,
  },
  'each loss has its entry': {
    by: `insert into orphan (id, job_id, reason, expected_cost) values ('orph_stray', '$failed', 'x', 5)`,
    quick: true,
  },
  'no direct call outlives its lease by more than two minutes': {
    by: `insert into open_call (id, account_id, kind, provider, model, amount, expires_at)
         select 'hold_late', account_id, 'chat', 'mock', 'chat', 0, now() - interval '3 minutes' from job where id = '$done'`,
    quick: true,
  },
  'a job that has not ended has an open hold': {
    by: `select ledger_release_hold(hold_id) from job where id = '$open'`,
    quick: true,
  },
  'a succeeded job was settled, others were released': {
    by: `update job set state = 'canceled' where id = '$done'`,
    quick: true,
  },
  'what a job shows as charged is what was settled': {
    by: `update job set charged = charged - 1 where id = '$done'`,
    quick: true,
  },
  'never charged above the quote': {
    by: `alter table job drop constraint charged_within_quote; update job set charged = quoted + 1 where id = '$done'`,
    quick: true,
    with: ['what a job shows as charged is what was settled'],
  },
  'the hold is the quote': { by: `update job set quoted = quoted + 1 where id = '$done'`, quick: true },
  'events are numbered without gaps': {
    by: `delete from job_event where job_id = '$done' and sequence = 2`,
    quick: true,
  },
  'exactly one terminal event per ended job': {
    by: `update job_event set type = 'job.failed' where job_id = '$done' and sequence = 2`,
    quick: true,
  },
  'a succeeded job has its files': { by: `delete from asset where job_id = '$done'`, quick: true },
  'no job waits to be stored without files': {
    by: `update job set state = 'storing', state_changed_at = now() - interval '3 minutes' where id = '$open'`,
    quick: true,
    with: ['the load of an account is its jobs in hand'],
  },
  'a running job is polled, and no other': {
    by: `update job set state = 'running' where id = '$open'`,
    quick: true,
    with: ['the load of an account is its jobs in hand'],
  },
  'vendors took a job once, and once more for each second submission': {
    by: `insert into attempt (id, job_id, number, state) values ('att_9', '$done', 9, 'accepted')`,
    quick: true,
  },
  'a task of a vendor belongs to one job': {
    by: `update attempt set vendor_task_id = 'task', provider = 'mock' where job_id = '$done';
         insert into attempt (id, job_id, number, state, vendor_task_id) values ('att_8', '$open', 1, 'accepted', 'task')`,
    quick: true,
  },
  'the load of an account is its jobs in hand': {
    by: `update account_load set in_flight = in_flight + 1 where account_id = (select account_id from job where id = '$done')`,
    quick: true,
  },
  'a job belongs to an account': {
    by: `update job set account_id = 'acc_nobody' where id = '$done'`,
    quick: true,
  },
  'an idempotency key leads to a job of its account': {
    by: `insert into idempotency_key (account_id, route, key, fingerprint, job_id)
         select account_id, 'r', 'k', 'f', 'job_nowhere' from job where id = '$done'`,
    quick: false,
  },
  'no job outlives its deadline by more than two minutes': {
    by: `update job set deadline_at = now() - interval '3 minutes' where id = '$open'`,
    quick: true,
  },
}

describe('the rules of the money', () => {
  const shared = sharedService({ running: true })
  let context: ServiceContext
  let words: Record<string, string>

  beforeAll(async () => {
    const test = shared.current
    context = await openContext(test, shared.cleanup)
    const { service, principal, sql } = test
    const order = async (prompt: string) =>
      (await service.jobs.create(principal, { model: 'mock/image', kind: 'image', input: { prompt } })).job.id
    const done = await order('a')
    const failed = await order('[[refuse]]')
    for (const id of [done, failed]) await service.jobs.wait(principal, id, { timeoutMs: 20_000 })
    await test.runtime.runner.stop({ timeoutMs: 5_000 })
    words = { done, failed, open: await order('b'), account: `customer:${principal.accountId}` }
    expect((await sql.query(`select state from job where id = $1`, [words['open']])).rows).toEqual([
      { state: 'queued' },
    ])
  })

  const RULES = [...LEDGER_RULES, ...JOB_RULES].map(({ name }) => name)

  it('can each be broken by this test', () => {
    expect(Object.keys(BREAKS).toSorted()).toEqual(RULES.toSorted())
  })

  it('hold', async () => {
    expect(await brokenInvariants(shared.current.service)).toEqual([])
  })

  it.each(Object.entries(BREAKS))(
    '%s: noticed when it is broken',
    async (name, { by, quick, with: others }) => {
      const found = await broken(by)
      expect(found.full).toEqual([name, ...(others ?? [])].toSorted())
      expect(found.quick.includes(name)).toBe(quick)
    },
  )

  /** Triggers are off, as for somebody who goes behind our back. */
  async function broken(by: string): Promise<{ full: string[]; quick: string[] }> {
    const text = by.replaceAll(/\$(\w+)/g, (_, word: string) => words[word] ?? word)
    const client = await context.db.$client.connect()
    try {
      await client.query('begin')
      await client.query('set local session_replication_role = replica')
      await client.query(text)
      const db = drizzle(client, { casing: 'snake_case' })
      const names = (results: { name: string; violations: number }[]) =>
        results.flatMap(({ name, violations }) => (violations > 0 ? [name] : [])).toSorted()
      const full = names(await checkInvariants(db))
      const since = new Date(Date.now() - 3_600_000)
      return { full, quick: names(await checkInvariants(db, { all: false, entryId: 0n, since })) }
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
})

it('whoever asks gets a check that began afterwards, one at a time on a connection of its own', async () => {
  const test = await createTestService({ running: false })
  const session = await test.sql.connect()
  const blocked = () => waitingForLocks(test.sql)
  const names = (results: InvariantResult[]) =>
    results.flatMap(({ name, violations }) => (violations > 0 ? [name] : []))
  try {
    // The check stops where jobs are first looked at.
    await session.query('begin; lock table job in access exclusive mode')
    const first = test.service.invariants()
    await eventually(async () => (await blocked()) === 1)
    await session.query('update ledger_account set held = held + 1 where account_id is not null')
    const others = [test.service.invariants(), test.service.invariants()]
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await blocked()).toBe(1)
    await session.query('commit')
    expect(names(await first)).toEqual([])
    const [second, third] = await Promise.all(others)
    expect(names(second ?? [])).toEqual(['held is the sum of the open holds'])
    expect(third, 'asked for together, looked for once').toBe(second)
    expect(await test.service.invariants()).not.toBe(second)
  } finally {
    session.release(true)
  }
})

describe('the watch over the rules', () => {
  const shared = sharedService({ running: false })
  const set = (columns: string) => shared.current.sql.query(`update invariant_check set ${columns}`)

  it('looks at everything first, then at what is new, once a minute and in one process', async () => {
    const test = shared.current
    const context = await openContext(test, shared.cleanup)
    expect(await test.service.lastInvariantCheck()).toBeNull()
    const first = await Promise.all([checkIfDue(context), checkIfDue(context), checkIfDue(context)])
    const [results] = first.filter((one) => one !== undefined)
    expect(first.filter((one) => one !== undefined)).toHaveLength(1)
    expect(results).toHaveLength(LEDGER_RULES.length + JOB_RULES.length)
    expect(await checkIfDue(context)).toBeUndefined()
    expect(await test.service.lastInvariantCheck()).toMatchObject({
      ok: true,
      checked_at: expect.any(String),
      fully_checked_at: expect.any(String),
    })

    await set(`checked_at = checked_at - interval '1 minute'`)
    const second = await checkIfDue(context)
    expect(second?.length).toBeLessThan(results?.length ?? 0)

    await set(
      `checked_at = checked_at - interval '1 minute', fully_checked_at = fully_checked_at - interval '1 hour'`,
    )
    expect(await checkIfDue(context)).toHaveLength(results?.length ?? 0)
  })

  it('tells a broken rule by its name, and remembers it', async () => {
    const test = shared.current
    const said: unknown[] = []
    const logger = { debug() {}, info() {}, warn() {}, error: (fields: object) => said.push(fields) }
    const context = { ...(await openContext(test, shared.cleanup)), logger }
    await set(`checked_at = null`)
    await test.sql.query('update ledger_account set held = held + 1 where account_id is not null')
    await checkIfDue(context)
    const rule = 'held is the sum of the open holds'
    expect(said).toEqual([expect.objectContaining({ rule, violations: 1 })])
    const last = await test.service.lastInvariantCheck()
    expect(last?.ok).toBe(false)
    expect(last?.data.filter(({ violations }) => violations > 0).map(({ name }) => name)).toEqual([rule])
    await test.sql.query('update ledger_account set held = held - 1 where account_id is not null')
  })

  it('is kept by the runner', async () => {
    const test = shared.current
    await set(`checked_at = null`)
    const context = await openContext(test, shared.cleanup)
    watchInvariants(context, 0)
    await eventually(async () => (await test.service.lastInvariantCheck())?.ok === true)
  })
})
