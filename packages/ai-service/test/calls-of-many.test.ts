import { MockProvider, type ChatRequest } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ServiceError, type Principal } from '../src/index.ts'
import { disturbAccounts } from './helpers/disturb-accounts.ts'
import { brokenInvariants, createTestService, eventually } from './helpers/create-test-service.ts'
import { replyWith, ScriptedChat, usageOf } from './helpers/scripted-chat.ts'

const request: ChatRequest = { model: 'scripted/chat', messages: [{ role: 'user', content: 'hello' }] }
/** 10 tokens read, 5 written, a tenth of a credit each. */
const COST = 1.5
const CALLS = 40

it('while rows are held, connections cut and jobs ordered, each of many accounts pays for its own calls', async () => {
  const vendor = new ScriptedChat()
  vendor.onChat = async () => {
    await sleep(Math.random() * 10)
    return replyWith(usageOf(10, 5))
  }
  const providers = () => [vendor, new MockProvider()]
  const environment = { DIRECT_CALLS_PER_ACCOUNT: '50' }
  const test = await createTestService({ running: false, providers: providers(), environment })
  const services = [test.service, (await test.another(providers())).service]
  const rich = await Promise.all(Array.from({ length: 8 }, () => test.newAccount('10000')))
  const poor = await Promise.all(Array.from({ length: 3 }, () => test.newAccount('1')))

  const paid = new Map<Principal, number>()
  const refusals = new Set<unknown>()
  const call = async (who: Principal, index: number): Promise<void> => {
    try {
      await services[index % services.length]?.chat.complete(who, request)
      paid.set(who, (paid.get(who) ?? 0) + 1)
    } catch (error) {
      refusals.add(error instanceof ServiceError ? error.code : error)
    }
  }
  const callAll = async (who: Principal, from: number): Promise<void> => {
    for (let round = 0; round < CALLS / 4; round += 1)
      await Promise.all([0, 1, 2, 3].map((index) => call(who, from + index)))
  }
  const order = async (who: Principal): Promise<void> => {
    for (let index = 0; index < 15; index += 1) {
      const input = { kind: 'image' as const, model: 'mock/image', input: { prompt: `kite ${index}` } }
      await test.service.jobs.create(who, input).catch(() => undefined)
      await sleep(5)
    }
  }
  const calls = [...rich, ...poor].map(callAll)
  const orders = rich.map(order)
  const stop = disturbAccounts(test, rich, { statement: 'ledger_', probability: 0.1 })
  await Promise.all([...calls, ...orders])
  await stop()

  const { rows } = await test.sql.query(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  expect(rows).toEqual([{ deadlocks: '0' }])
  await eventually(async () => (await test.sql.query('select from open_call')).rowCount === 0)
  for (const who of [...rich, ...poor]) {
    const { balance } = await test.service.credits.balance(who)
    const granted = poor.includes(who) ? 1 : 10_000
    expect(Number(balance)).toBeCloseTo(granted - (paid.get(who) ?? 0) * COST, 6)
  }
  const served = rich.map((who) => paid.get(who) ?? 0)
  expect(Math.min(...served)).toBeGreaterThan(CALLS / 2)
  expect(['insufficient_credits', 'not_ready']).toEqual(expect.arrayContaining([...refusals]))
  expect(poor.map((who) => paid.get(who))).toEqual([undefined, undefined, undefined])
  expect(await brokenInvariants(test.service)).toEqual([])
})
