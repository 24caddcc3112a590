import { silentLogger } from '@jointo/http-base'
import { expect, it } from 'vitest'
import { createSpendLimit, readVendorSpend } from '../src/vendors/spend-limit.ts'
import { brokenInvariants, createTestService, type TestService } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { ScriptedChat } from './helpers/scripted-chat.ts'
import { ScriptedProvider } from './helpers/scripted-provider.ts'

const picture = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
const chat = { model: 'scripted/chat', messages: [{ role: 'user' as const, content: 'hello' }] }

async function order({ service, principal }: TestService): Promise<string> {
  return (await service.jobs.create(principal, picture)).job.id
}

it('a vendor gets no more jobs when those of a day cost as much as is allowed', async () => {
  const vendor = new ScriptedProvider()
  const test = await createTestService({
    providers: [vendor],
    environment: { VENDOR_SPEND_DAILY_CREDITS: '5' },
  })
  const { service, principal, sql } = test
  const context = await openContext(test)
  for (const id of [await order(test), await order(test)]) {
    const ended = await service.jobs.wait(principal, id, { timeoutMs: 10_000 })
    expect(ended).toMatchObject({ status: 'succeeded', credits: { charged: '2.5' } })
  }
  expect(await readVendorSpend(context.db)).toEqual(new Map([['scripted', 5_000_000n]]))
  await createSpendLimit(context).look()
  expect((await service.vendors())[0]).toMatchObject({ paused: { reason: 'spend_limit' } })

  const third = await order(test)
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect((await service.jobs.get(principal, third)).status).toBe('queued')

  // A day later.
  await sql.query('alter table job disable trigger user')
  await sql.query(`update job set finished_at = finished_at - interval '25 hours' where state = 'succeeded'`)
  await sql.query('alter table job enable trigger user')
  await sql.query('update vendor_state set paused_until = now()')
  await createSpendLimit(context).look()
  expect((await service.jobs.wait(principal, third, { timeoutMs: 10_000 })).status).toBe('succeeded')
})

it('a vendor gets no more direct calls, and it is said before it comes to that', async () => {
  const test = await createTestService({
    running: false,
    providers: [new ScriptedChat()],
    environment: { VENDOR_SPEND_DAILY_CREDITS: '2' },
  })
  const { service, principal, sql } = test
  const warnings: unknown[] = []
  const context = {
    ...(await openContext(test)),
    logger: { ...silentLogger, warn: (fields: unknown) => warnings.push(fields) },
  }
  const limit = createSpendLimit(context)
  await service.chat.complete(principal, chat)
  await limit.look()
  expect(warnings).toEqual([{ provider: 'scripted', credits: '1.5', limit: '2' }])
  await service.chat.complete(principal, chat)
  await limit.look()
  expect(await readVendorSpend(context.db), 'seen, but not looked at twice in ten seconds').toEqual(
    new Map([['scripted', 3_000_000n]]),
  )
  await createSpendLimit(context).look()
  await expect(service.chat.complete(principal, chat)).rejects.toMatchObject({
    code: 'vendor_unavailable',
    message: expect.stringContaining('take a model of another vendor'),
    retryAfterMs: 60_000,
  })
  expect((await service.credits.balance(principal)).held).toBe('0')

  await sql.query('update vendor_state set paused_until = now()')
  await service.chat.complete(principal, chat)
  expect(await brokenInvariants(service)).toEqual([])
})

it('a vendor that is closed stays so while it can not be told what it costs', async () => {
  const test = await createTestService({ running: false, environment: { VENDOR_SPEND_DAILY_CREDITS: '5' } })
  const errors: string[] = []
  const logger = { ...silentLogger, error: (_fields: unknown, message: string) => errors.push(message) }
  const context = { ...(await openContext(test)), logger }
  const limit = createSpendLimit(context)
  await test.sql.query(
    `insert into vendor_state (provider, paused_until, reason, changed_at)
     values ('dear', now() + interval '1 minute', 'spend_limit', now()), ('lapsed', now(), 'spend_limit', now()),
            ('other', now() + interval '1 minute', 'account_empty', now())`,
  )
  await test.sql.query('alter table open_call rename to gone')
  await limit.look()
  const { rows } = await test.sql.query(
    `select provider, paused_until > now() + interval '14 minutes' as stays from vendor_state order by 1`,
  )
  expect(rows).toEqual([
    { provider: 'dear', stays: true },
    { provider: 'lapsed', stays: true },
    { provider: 'other', stays: false },
  ])
  expect(errors).toEqual(['what vendors cost could not be summed'])
})

it('an account that has more than a trillion is told of its limit like all others', async () => {
  const { service, principal } = await createTestService({ running: false })
  for (const reference of ['a', 'b'])
    await service.credits.grant(principal.accountId, { amount: '999999999999', reason: 'test', reference })
  await service.accounts.update(principal.accountId, { daily_credits: '0.1' })
  const order = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite' } } as const
  await expect(service.jobs.create(principal, order)).rejects.toMatchObject({ code: 'spend_limit_reached' })
})

it('a database that is away for a moment ends nothing: it is looked at again', async () => {
  const test = await createTestService({
    running: false,
    environment: { VENDOR_SPEND_DAILY_CREDITS: '2' },
  })
  const warnings: unknown[] = []
  const context = {
    ...(await openContext(test)),
    logger: { ...silentLogger, warn: (_: unknown, message: string) => warnings.push(message) },
  }
  await test.sql.query('alter table vendor_state rename to vendor_state_away')
  await createSpendLimit(context).look()
  expect(warnings).toEqual(['spend limits could not be kept this time'])
})
