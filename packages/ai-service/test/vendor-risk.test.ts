import { ProviderError } from '@jointo/providers'
import { expect, it } from 'vitest'
import { brokenInvariants, createTestService, eventually } from './helpers/create-test-service.ts'
import { replyWith, ScriptedChat, usageOf } from './helpers/scripted-chat.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
const chat = { model: 'scripted/chat', messages: [{ role: 'user' as const, content: 'hello' }] }
const embedding = { model: 'scripted/embedding', input: 'hello' }
const unclear = (): never => {
  throw new ProviderError('vendor_unavailable', 'lost', { disposition: 'ambiguous' })
}
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** 2.5 credits for a picture, 15.2 for a chat. */
const limit = (credits: string) => ({ VENDOR_RISK_DAILY_CREDITS: credits })

it('jobs that are sent together are at risk together', async () => {
  const vendor = new ScriptedProvider()
  vendor.onStart = async () => {
    await later(300)
    return unclear()
  }
  const test = await createTestService({ providers: [vendor], running: false, environment: limit('6') })
  const workers = [test.runtime, await test.another([vendor])]
  for (let index = 0; index < 12; index += 1) await test.service.jobs.create(test.principal, picture)
  await Promise.all(workers.map(({ runner }) => runner.start()))
  await eventually(
    async () => (await test.sql.query(`select from job where state = 'submit_unknown'`)).rowCount === 2,
  )
  await later(1_200)
  expect(vendor.countOf('start')).toBe(2)
  const [report] = await test.service.vendors()
  expect(report).toMatchObject({ at_risk: '5', unknown_outcomes: 2 })
})

it('a job that is above the limit alone goes when nothing else is at risk, and no other with it', async () => {
  const vendor = new ScriptedProvider()
  vendor.onStart = unclear
  const test = await createTestService({ providers: [vendor], running: false, environment: limit('2') })
  for (let index = 0; index < 3; index += 1) await test.service.jobs.create(test.principal, picture)
  await test.runtime.runner.start()
  await eventually(() => vendor.countOf('start') === 1)
  await later(1_200)
  expect(vendor.countOf('start')).toBe(1)
})

it('work that goes well frees what it had at risk', async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], environment: limit('3') })
  const jobs = await Promise.all([1, 2, 3].map(() => test.service.jobs.create(test.principal, picture)))
  for (const { job } of jobs)
    expect(await test.service.jobs.wait(test.principal, job.id, { timeoutMs: 15_000 })).toMatchObject({
      status: 'succeeded',
    })
})

it('direct calls are at risk while they are open and when their answers are lost', async () => {
  const vendor = new ScriptedChat()
  const test = await createTestService({ providers: [vendor], running: false, environment: limit('31') })
  const other = await test.newAccount('1000')
  const both = [test.principal, other]
  let answer = (): void => undefined
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  vendor.onChat = async () => {
    await answered
    return replyWith(usageOf(10, 5))
  }
  // Many accounts, many processes: each has its turns for itself.
  const services = [test.service, (await test.another([vendor])).service]
  const calls = services.flatMap((service) =>
    both.flatMap((who) => [1, 2].map(() => service.chat.complete(who, chat))),
  )
  const closed = expect.objectContaining({
    code: 'vendor_unavailable',
    message: expect.stringContaining('owes as many answers'),
    retryAfterMs: 60_000,
  })
  const refused: unknown[] = []
  for (const call of calls) call.catch((error: unknown) => refused.push(error))
  await eventually(() => refused.length === 6)
  expect(refused).toEqual(Array.from({ length: 6 }, () => closed))
  await expect(
    test.service.embeddings.create(other, { ...embedding, input: 'hello '.repeat(200) }),
  ).rejects.toEqual(closed)
  answer()
  const ends = await Promise.allSettled(calls)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect((await test.service.credits.balance(other)).held).toBe('0')

  vendor.onChat = async () => unclear()
  const codes: string[] = []
  for (let index = 0; index < 4; index += 1) {
    await test.service.chat.complete(other, chat).catch((error: { code: string }) => codes.push(error.code))
  }
  expect(codes).toEqual([
    'submission_outcome_unknown',
    'submission_outcome_unknown',
    'vendor_unavailable',
    'vendor_unavailable',
  ])
  expect(await brokenInvariants(test.service)).toEqual([])
})

it('far below the limit open calls are counted once a second, and it holds all the same', async () => {
  const test = await createTestService({ running: false })
  const ask = async (amount: number) =>
    (await test.sql.query(`select vendor_lets_in('v', $1, 1000) as yes`, [amount])).rows[0].yes
  expect(await ask(5)).toBe(true)
  await test.sql.query(
    `insert into open_call (id, account_id, kind, provider, model, amount, expires_at)
     select 'hold_' || i, 'acc', 'chat', 'v', 'm', 10, now() from generate_series(1, 79) i`,
  )
  expect((await test.sql.query('select at_risk from vendor_risk')).rows).toEqual([{ at_risk: '0' }])
  await test.sql.query(`update vendor_risk set counted_at = now() - interval '2 seconds'`)
  expect(await ask(5)).toBe(true)
  expect((await test.sql.query('select at_risk from vendor_risk')).rows).toEqual([{ at_risk: '790' }])
  expect([await ask(11), await ask(210), await ask(211)]).toEqual([true, true, false])
  await test.sql.query(
    `insert into orphan (id, reason, provider, expected_cost) values ('o1', 'call_unclear', 'v', 200), ('o2', 'call_refused', 'v', 900)`,
  )
  expect([await ask(11), await ask(10)]).toEqual([false, true])
})

it.each([
  ['account_empty', true],
  ['failing', true],
  ['throttled', false],
] as const)('a vendor that is paused as %s', async (reason, isClosed) => {
  const test = await createTestService({ providers: [new ScriptedChat()], running: false })
  await test.sql.query(
    `insert into vendor_state (provider, reason, paused_until, changed_at) values ('scripted', $1, now() + interval '9 seconds', now())`,
    [reason],
  )
  const call = test.service.chat.complete(test.principal, chat)
  if (!isClosed) return void (await call)
  await expect(call).rejects.toMatchObject({
    code: 'vendor_unavailable',
    message: expect.stringContaining('can not be used at the moment'),
  })
  const { retryAfterMs } = await call.catch((error: { retryAfterMs: number }) => error)
  expect(retryAfterMs).toBeGreaterThan(4_000)
  expect(retryAfterMs).toBeLessThanOrEqual(9_000)
})

it('a vendor whose direct calls fail gets no more of them for a while', async () => {
  const vendor = new ScriptedChat()
  vendor.onChat = async () => {
    throw new ProviderError('vendor_unavailable', 'down', { disposition: 'not_sent' })
  }
  vendor.onStream = async function* () {
    yield* []
    throw new ProviderError('vendor_unavailable', 'down', { disposition: 'not_sent' })
  }
  const test = await createTestService({ providers: [vendor], running: false })
  const who = await test.newAccount('1000')
  const calls = Array.from({ length: 20 }, (_, index) =>
    index % 2 === 0 ? test.service.chat.complete(who, chat) : test.service.chat.stream(who, chat),
  )
  for (const one of await Promise.allSettled(calls)) expect(one.status).toBe('rejected')
  await eventually(async () => {
    const { rowCount } = await test.sql.query(`select from vendor_state where reason = 'failing'`)
    return rowCount === 1
  })
  await expect(test.service.chat.complete(who, chat)).rejects.toMatchObject({
    message: expect.stringContaining('can not be used at the moment'),
  })
})
