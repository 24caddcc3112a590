import { MockProvider } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ServiceError, type Principal } from '../src/index.ts'
import { disturbAccounts } from './helpers/disturb-accounts.ts'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'

const ORDERS = 12

it('while rows are held and connections cut, each key of many accounts becomes one job in one of two processes', async () => {
  const test = await createTestService({ running: false })
  const services = [test.service, (await test.another([new MockProvider()])).service]
  const rich = await Promise.all(Array.from({ length: 8 }, () => test.newAccount('100')))
  // Of its orders three can be paid.
  const poor = await test.newAccount('3')

  const jobs = new Map<string, Set<string>>()
  const errors = new Set<unknown>()
  const order = async (who: Principal, index: number, from: number): Promise<void> => {
    const input = { kind: 'image' as const, model: 'mock/image', input: { prompt: `kite ${index}` } }
    const idempotencyKey = `${index}`
    for (let attempt = from; attempt < from + 40; attempt += 1) {
      try {
        const created = await services[attempt % 2]?.jobs.create(who, input, { idempotencyKey })
        const name = `${who.accountId} ${index}`
        jobs.set(name, (jobs.get(name) ?? new Set()).add(created?.job.id ?? ''))
        return
      } catch (error) {
        errors.add(error instanceof ServiceError ? error.code : error)
        if (error instanceof ServiceError && error.code === 'insufficient_credits') return
        await sleep(20 + Math.random() * 50)
      }
    }
  }
  // Each order is sent to both processes.
  const orders = [...rich, poor].flatMap((who) =>
    Array.from({ length: ORDERS * 2 }, async (_, index) => {
      await sleep(Math.random() * 1_500)
      await order(who, index >> 1, index)
    }),
  )
  const stop = disturbAccounts(test, rich, { statement: 'job_accept', probability: 0.2 })
  await Promise.all(orders)
  await stop()

  const { rows } = await test.sql.query(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  expect(rows).toEqual([{ deadlocks: '0' }])
  expect(['insufficient_credits', 'not_ready', 'idempotency_in_progress']).toEqual(
    expect.arrayContaining([...errors]),
  )
  for (const who of rich) {
    const made = Array.from({ length: ORDERS }, (_, index) => jobs.get(`${who.accountId} ${index}`))
    expect(made.map((ids) => ids?.size)).toEqual(made.map(() => 1))
  }
  const counted = await test.sql.query(
    'select account_id, count(*)::int as n from job group by 1 order by n, account_id',
  )
  expect(counted.rows).toHaveLength(9)
  for (const { account_id: accountId, n } of counted.rows)
    expect(n).toBe(accountId === poor.accountId ? 3 : ORDERS)
  for (const who of [...rich, poor])
    expect((await test.service.credits.balance(who)).held).toBe(who === poor ? '3' : String(ORDERS))
  expect(await brokenInvariants(test.service)).toEqual([])
})
