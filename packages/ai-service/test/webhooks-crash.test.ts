import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { claimDeliveries } from '../src/webhooks/claim.ts'
import { finishAttempt } from '../src/webhooks/finish.ts'
import { sendWebhook } from '../src/webhooks/send.ts'
import { createTestService, eventually, type TestService } from './helpers/create-test-service.ts'
import { openContext } from './helpers/open-context.ts'
import { startReceiver, verify } from './helpers/receiver.ts'

const image = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'a red kite', size: '64x64' } }

/** Nothing runs: the test takes each step by hand. */
const createStill = (environment: Record<string, string> = {}): Promise<TestService> =>
  createTestService({
    running: false,
    environment: {
      ALLOW_PRIVATE_NETWORK: '1',
      WEBHOOK_RETRY_SECONDS: '0,0,0',
      WEBHOOK_LEASE_SECONDS: '1',
      ...environment,
    },
  })

async function deliveryIds({ service, principal }: TestService): Promise<string[]> {
  const { data } = await service.webhooks.listDeliveries(principal, { limit: 100 })
  return data.map(({ id }) => id)
}

const statusesOf = async ({ service, principal }: TestService) =>
  (await service.webhooks.listDeliveries(principal, { limit: 100 })).data.map(({ status }) => status)

const leaseOver = ({ sql }: TestService) =>
  sql.query(
    `update webhook_delivery set lease_until = now() - interval '1 second' where lease_until is not null`,
  )

it('a delivery that died between claim and send is sent by another worker, under the same id', async () => {
  const test = await createStill()
  const { service, principal, runtime } = test
  const receiver = await startReceiver()
  const { secret } = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  await service.jobs.create(principal, image)
  const context = await openContext(test)
  const [claimed] = await claimDeliveries(context, 1)
  // Here it dies. While its lease runs nobody else takes it.
  expect(await claimDeliveries(context, 1)).toEqual([])
  await runtime.runner.start()
  await eventually(() => receiver.calls.length === 1)
  const [call] = receiver.calls
  if (call === undefined) throw new Error('nothing came')
  verify(call, secret)
  expect(call.headers['webhook-id']).toBe(claimed?.eventId)
  await eventually(async () => (await statusesOf(test))[0] === 'delivered')
  const [delivery] = (await service.webhooks.listDeliveries(principal, {})).data
  expect(delivery?.attempts.map(({ error, status_code }) => [error, status_code])).toEqual([
    ['interrupted', null],
    [null, 204],
  ])
})

it('one that died between send and mark is sent twice, under one id', async () => {
  const test = await createStill()
  const { service, principal, runtime } = test
  const receiver = await startReceiver()
  await service.webhooks.createEndpoint(principal, { url: receiver.url, events: ['job.queued'] })
  await service.jobs.create(principal, image)
  const context = await openContext(test)
  const [claimed] = await claimDeliveries(context, 1)
  if (claimed === undefined) throw new Error('it was not due')
  await sendWebhook(claimed, context.settings)
  await runtime.runner.start()
  await eventually(async () => (await statusesOf(test))[0] === 'delivered')
  expect(receiver.calls).toHaveLength(2)
  expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(receiver.calls.map(({ body }) => body.toString())).size).toBe(1)
})

it('a sender that was overtaken writes its line in the log, and nothing else', async () => {
  const test = await createStill()
  const { service, principal } = test
  await service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/', events: ['job.queued'] })
  await service.jobs.create(principal, image)
  const context = await openContext(test)
  const [slow] = await claimDeliveries(context, 1)
  await leaseOver(test)
  const [quick] = await claimDeliveries(context, 1)
  if (slow === undefined || quick === undefined) throw new Error('it was not due')
  const outcome = { retryAfterMs: undefined, responseBody: '', durationMs: 5 }
  await finishAttempt(context, quick, { ...outcome, delivered: true, statusCode: 200, errorCode: null })
  await finishAttempt(context, slow, {
    ...outcome,
    delivered: false,
    statusCode: 410,
    errorCode: 'bad_status',
  })
  const [delivery] = (await service.webhooks.listDeliveries(principal, {})).data
  expect(delivery).toMatchObject({ status: 'delivered' })
  expect(delivery?.attempts.map(({ status_code }) => status_code)).toEqual([410, 200])
  expect(await service.webhooks.listEndpoints(principal)).toMatchObject([{ status: 'enabled' }])
})

it('nor when the one that took over has failed, and the delivery waits again', async () => {
  const test = await createStill({ WEBHOOK_RETRY_SECONDS: '3600' })
  const { service, principal } = test
  const receiver = { url: 'http://127.0.0.1:1/', events: ['job.queued'] }
  await service.webhooks.createEndpoint(principal, receiver)
  await service.jobs.create(principal, image)
  const context = await openContext(test)
  const [slow] = await claimDeliveries(context, 1)
  await leaseOver(test)
  await test.sql.query('update webhook_delivery set plan_step = 0, lease_until = null')
  const [quick] = await claimDeliveries(context, 1)
  if (slow === undefined || quick === undefined) throw new Error('it was not due')
  const outcome = { retryAfterMs: undefined, responseBody: '', durationMs: 5, delivered: false }
  await finishAttempt(context, quick, { ...outcome, statusCode: 500, errorCode: 'bad_status' })
  await finishAttempt(context, slow, { ...outcome, statusCode: 410, errorCode: 'bad_status' })
  expect((await service.webhooks.listDeliveries(principal, {})).data).toMatchObject([{ status: 'pending' }])
  expect(await service.webhooks.listEndpoints(principal)).toMatchObject([{ status: 'enabled' }])
})

it('however many claim at once, a receiver gets no more than it may', async () => {
  const test = await createStill()
  const { service, principal } = test
  await service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/', events: ['job.queued'] })
  for (let count = 0; count < 16; count += 1) await service.jobs.create(principal, image)
  const contexts = [await openContext(test), await openContext(test)] as const
  const claims = await Promise.all(
    Array.from({ length: 16 }, (_, index) => claimDeliveries(index % 2 === 0 ? contexts[0] : contexts[1], 1)),
  )
  expect(claims.flat()).toHaveLength(2)
})

it('one that kills each of its senders is given up when its attempts are used up', async () => {
  const test = await createStill()
  const { service, principal } = test
  await service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/', events: ['job.queued'] })
  await service.jobs.create(principal, image)
  const context = await openContext(test)
  let claims = 0
  while ((await claimDeliveries(context, 1)).length > 0) {
    claims += 1
    await leaseOver(test)
  }
  expect(claims).toBe(4)
  const [delivery] = (await service.webhooks.listDeliveries(principal, {})).data
  expect(delivery).toMatchObject({ status: 'failed', error: 'attempts_exhausted' })
})

it('a lost tick changes nothing but the time', async () => {
  const test = await createStill()
  const { service, principal, runtime, sql } = test
  const receiver = await startReceiver()
  await service.webhooks.createEndpoint(principal, { url: receiver.url, events: ['job.queued'] })
  await service.jobs.create(principal, image)
  await sql.query(`delete from pgboss.job where name = 'deliver'`)
  await runtime.runner.start()
  await eventually(() => receiver.calls.length === 1)
})

it('however many claim at once, a delivery goes to one of them', async () => {
  const test = await createStill()
  const { service, principal } = test
  await service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/', events: ['job.queued'] })
  await service.jobs.create(principal, image)
  const contexts = [await openContext(test), await openContext(test)] as const
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      claimDeliveries(index % 2 === 0 ? contexts[0] : contexts[1], 10),
    ),
  )
  expect(claims.flat()).toHaveLength(1)
})

it('no more attempts than allowed are at one receiver at once, and all come through in the end', async () => {
  const test = await createStill({ WEBHOOK_LEASE_SECONDS: '30' })
  const { service, principal, runtime } = test
  const waiting: ServerResponse[] = []
  let most = 0
  // Answers when two are there, a little later, so that a third would be seen.
  const receiver = await startReceiver((response) => {
    waiting.push(response)
    most = Math.max(most, waiting.length)
    if (waiting.length !== 2) return
    setTimeout(() => {
      for (const one of waiting.splice(0)) one.writeHead(200).end()
    }, 50)
  })
  await service.webhooks.createEndpoint(principal, { url: receiver.url, events: ['job.queued'] })
  for (let count = 0; count < 12; count += 1) await service.jobs.create(principal, image)
  await runtime.runner.start()
  await (await test.another()).runner.start()
  await eventually(async () => (await statusesOf(test)).every((status) => status === 'delivered'))
  expect(receiver.calls).toHaveLength(12)
  expect(most).toBe(2)
})

it('without its transaction there is neither event nor delivery nor tick', async () => {
  const test = await createStill()
  const { service, sql, newAccount } = test
  const poor = await newAccount('0.5')
  await service.webhooks.createEndpoint(poor, { url: 'http://127.0.0.1:1/' })
  await expect(service.jobs.create(poor, image)).rejects.toMatchObject({ code: 'insufficient_credits' })
  const counts = await sql.query(
    `select (select count(*) from webhook_delivery) as deliveries, (select count(*) from job_event) as events,
            (select count(*) from pgboss.job where name = 'deliver') as ticks`,
  )
  expect(counts.rows).toEqual([{ deliveries: '0', events: '0', ticks: '0' }])
})

it('deliveries are forgotten after their term, those that wait are not', async () => {
  const test = await createStill()
  const { service, principal, runtime, sql } = test
  const receiver = await startReceiver()
  await service.webhooks.createEndpoint(principal, { url: receiver.url, events: ['job.queued'] })
  for (let count = 0; count < 2; count += 1) await service.jobs.create(principal, image)
  const [waiting] = await deliveryIds(test)
  await sql.query(
    `update webhook_delivery set created_at = now() - interval '31 days', next_attempt_at = now() + interval '1 hour'`,
  )
  await sql.query(`update webhook_delivery set status = 'failed' where id <> $1`, [waiting])
  await runtime.runner.start()
  await eventually(async () => (await deliveryIds(test)).length === 1)
  expect(await deliveryIds(test)).toEqual([waiting])
})
