import { expect, it } from 'vitest'
import {
  createTestService,
  eventually,
  type TestService,
  type TestServiceOptions,
} from './helpers/create-test-service.ts'
import { startReceiver, verify } from './helpers/receiver.ts'

const image = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'a red kite', size: '64x64' } }

/** Retries follow at once, receivers are on this machine. */
async function createHookedService(options: TestServiceOptions = {}): Promise<TestService> {
  return createTestService({
    ...options,
    environment: {
      ALLOW_PRIVATE_NETWORK: '1',
      WEBHOOK_RETRY_SECONDS: '0,0,0',
      ...options.environment,
    },
  })
}

const deliveriesOf = async ({ service, principal }: TestService) =>
  (await service.webhooks.listDeliveries(principal, { limit: 100 })).data

/** When nothing waits any more. */
const settled = (test: TestService) =>
  eventually(async () => {
    const all = await deliveriesOf(test)
    return all.length > 0 && all.every(({ status }) => status !== 'pending')
  })

it('tells an endpoint of every step of a job, without gaps, signed so that the library of the standard agrees', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  const endpoint = await service.webhooks.createEndpoint(principal, { url: receiver.url })
  const { job } = await service.jobs.create(principal, image)
  const ended = await service.jobs.wait(principal, job.id, { timeoutMs: 10_000 })
  expect(ended.status).toBe('succeeded')
  await settled(test)

  const events = receiver.calls.map((call) => verify(call, endpoint.secret))
  const byOrder = events.toSorted((a, b) => Number(a.data['sequence']) - Number(b.data['sequence']))
  expect(byOrder.map(({ data }) => data['sequence'])).toEqual(events.map((_, index) => index + 1))
  expect(byOrder[0]?.type).toBe('job.queued')
  const last = byOrder.at(-1)
  expect(last).toMatchObject({
    type: 'job.succeeded',
    data: {
      id: job.id,
      status: 'succeeded',
      progress: 1,
      charged: ended.credits.charged,
      asset_ids: ended.output.map(({ asset_id }) => asset_id),
    },
  })
  const ids = receiver.calls.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(ids.length)
  for (const call of receiver.calls) {
    expect(call.headers['content-type']).toBe('application/json')
    expect(call.body.toString()).not.toContain('a red kite')
  }
})

it('refuses what was altered: body, id, time, or another secret', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  const { secret } = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  const other = await service.webhooks.getSecret(principal)
  await service.jobs.create(principal, image)
  await eventually(() => receiver.calls.length === 1)
  const [call] = receiver.calls
  if (call === undefined) throw new Error('nothing came')
  verify(call, secret)
  const altered = [
    { ...call, body: Buffer.from(call.body.toString().replace('queued', 'failed')) },
    { ...call, headers: { ...call.headers, 'webhook-id': 'evt_1' } },
    {
      ...call,
      headers: {
        ...call.headers,
        'webhook-timestamp': String(Number(call.headers['webhook-timestamp']) - 1),
      },
    },
  ]
  for (const one of altered) expect(() => verify(one, secret)).toThrow()
  expect(() => verify(call, other.secret)).toThrow()
})

it('tells the address that came with a job, signed with the account’s secret', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  const { job } = await service.jobs.create(principal, { ...image, webhook_url: `${receiver.url}?order=7` })
  // Another job of the same account says nothing there.
  await service.jobs.create(principal, image)
  await service.jobs.wait(principal, job.id, { timeoutMs: 10_000 })
  await settled(test)
  const { secret } = await service.webhooks.getSecret(principal)
  const events = receiver.calls.map((call) => verify(call, secret))
  expect(new Set(events.map(({ data }) => data['id']))).toEqual(new Set([job.id]))
  expect(events.map(({ type }) => type)).toContain('job.succeeded')
  expect(receiver.calls[0]?.path).toBe('/hooks?order=7')
  const found = await service.webhooks.listDeliveries(principal, { jobId: job.id })
  expect(
    found.data.every(({ endpoint_id, url }) => endpoint_id === null && url.startsWith(receiver.url)),
  ).toBe(true)
})

it('delivers only the types that were asked for', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.succeeded', 'job.failed'],
  })
  await service.jobs.create(principal, image)
  await settled(test)
  expect((await deliveriesOf(test)).map(({ event_type }) => event_type)).toEqual(['job.succeeded'])
})

it('tries again under the same id with a new time, until it is taken', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver((response) =>
    response.writeHead(receiver.calls.length < 3 ? 500 : 200).end('try later'),
  )
  const { secret } = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  await service.jobs.create(principal, image)
  await settled(test)
  expect(receiver.calls).toHaveLength(3)
  expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(receiver.calls.map(({ body }) => body.toString())).size).toBe(1)
  for (const call of receiver.calls) verify(call, secret)
  const [delivery] = await deliveriesOf(test)
  expect(delivery).toMatchObject({ status: 'delivered', error: null, next_attempt_at: null })
  expect(delivery?.attempts.map(({ status_code, error }) => [status_code, error])).toEqual([
    [500, 'bad_status'],
    [500, 'bad_status'],
    [200, null],
  ])
  expect(delivery?.attempts[0]?.response_body).toBe('try later')
})

it('lists what never arrived after the last attempt, and sends it again on request', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver((response) => void response.writeHead(503).end())
  const { secret } = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  await service.jobs.create(principal, image)
  await settled(test)
  const [failed] = (await service.webhooks.listDeliveries(principal, { status: 'failed' })).data
  expect(failed).toMatchObject({ status: 'failed', error: 'attempts_exhausted', next_attempt_at: null })
  expect(failed?.attempts).toHaveLength(4)

  receiver.answer = (response) => void response.writeHead(200).end()
  const again = await service.webhooks.redeliver(principal, failed?.id ?? '')
  expect(again).toMatchObject({ id: failed?.id, status: 'pending', event_id: failed?.event_id })
  await settled(test)
  expect((await deliveriesOf(test))[0]).toMatchObject({ status: 'delivered', event_id: failed?.event_id })
  const last = receiver.calls.at(-1)
  if (last === undefined) throw new Error('nothing came')
  expect(last.headers['webhook-id']).toBe(failed?.event_id)
  verify(last, secret)
})

it('signs with both secrets while a rotation overlaps, and with one afterwards', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  const first = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  const second = await service.webhooks.rotateSecret(principal, first.id)
  expect(second.secret).not.toBe(first.secret)
  await service.jobs.create(principal, image)
  await eventually(() => receiver.calls.length === 1)
  for (const { secret } of [first, second]) expect(verify(call(0), secret).type).toBe('job.queued')

  // A third pushes the first out: never more than two.
  const third = await service.webhooks.rotateSecret(principal, first.id)
  await service.jobs.create(principal, image)
  await eventually(() => receiver.calls.length === 2)
  for (const { secret } of [second, third]) verify(call(1), secret)
  expect(() => verify(call(1), first.secret)).toThrow()

  await test.sql.query(`update webhook_secret set expires_at = now() where expires_at is not null`)
  await service.jobs.create(principal, image)
  await eventually(() => receiver.calls.length === 3)
  verify(call(2), third.secret)
  expect(() => verify(call(2), second.secret)).toThrow()
  expect(call(2).headers['webhook-signature']).toMatch(/^v1,[\w+/=]+$/)

  function call(index: number) {
    const found = receiver.calls[index]
    if (found === undefined) throw new Error('nothing came')
    return found
  }
})

it('rotates the secret of job addresses in the same way', async () => {
  const { service, principal, newAccount } = await createHookedService({ running: false })
  const first = await service.webhooks.getSecret(principal)
  expect(await service.webhooks.getSecret(principal)).toEqual(first)
  const second = await service.webhooks.rotateAccountSecret(principal)
  expect(second.secret).not.toBe(first.secret)
  expect(await service.webhooks.getSecret(principal)).toEqual(second)
  expect((await service.webhooks.getSecret(await newAccount('0'))).secret).not.toBe(second.secret)
})

it('disables an endpoint that says it is gone, gives up what waits for it, and tells the others', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const gone = await startReceiver((response) => void response.writeHead(410).end())
  const other = await startReceiver()
  const endpoint = await service.webhooks.createEndpoint(principal, { url: gone.url })
  const { secret } = await service.webhooks.createEndpoint(principal, {
    url: other.url,
    events: ['webhook_endpoint.disabled'],
  })
  const { job } = await service.jobs.create(principal, image)
  await service.jobs.wait(principal, job.id, { timeoutMs: 10_000 })
  await eventually(() => other.calls.length === 1)
  await settled(test)
  expect(await service.webhooks.getEndpoint(principal, endpoint.id)).toMatchObject({
    status: 'disabled',
    disabled_reason: 'gone',
  })
  const [call] = other.calls
  if (call === undefined) throw new Error('nothing came')
  expect(verify(call, secret)).toMatchObject({
    type: 'webhook_endpoint.disabled',
    data: { id: endpoint.id, url: gone.url, disabled_reason: 'gone' },
  })
  const lost = (await service.webhooks.listDeliveries(principal, { endpointId: endpoint.id })).data
  expect(lost.every(({ status }) => status === 'failed')).toBe(true)
  await expect(service.webhooks.redeliver(principal, lost[0]?.id ?? '')).rejects.toMatchObject({
    code: 'too_late',
  })

  gone.answer = (response) => void response.writeHead(200).end()
  expect(await service.webhooks.enableEndpoint(principal, endpoint.id)).toMatchObject({ status: 'enabled' })
  await service.webhooks.redeliver(principal, lost[0]?.id ?? '')
  await eventually(
    async () => (await deliveriesOf(test)).find(({ id }) => id === lost[0]?.id)?.status === 'delivered',
  )
})

it('disables an endpoint that failed for too long; a success in between begins the count again', async () => {
  const test = await createHookedService({ environment: { WEBHOOK_RETRY_SECONDS: '0' } })
  const { service, principal, sql } = test
  const receiver = await startReceiver((response) => void response.writeHead(500).end())
  const endpoint = await service.webhooks.createEndpoint(principal, {
    url: receiver.url,
    events: ['job.queued'],
  })
  const failSince = (days: number) =>
    sql.query(`update webhook_endpoint set failing_since = now() - $1 * interval '1 day'`, [days])
  const sendOne = async () => {
    await service.jobs.create(principal, image)
    await settled(test)
    return service.webhooks.getEndpoint(principal, endpoint.id)
  }
  expect((await sendOne()).status).toBe('enabled')
  await failSince(4.9)
  expect((await sendOne()).status).toBe('enabled')
  await failSince(5.1)
  receiver.answer = (response) => void response.writeHead(200).end()
  expect((await sendOne()).status).toBe('enabled')
  receiver.answer = (response) => void response.writeHead(500).end()
  expect((await sendOne()).status).toBe('enabled')
  await failSince(5.1)
  expect(await sendOne()).toMatchObject({ status: 'disabled', disabled_reason: 'failing' })
  const count = receiver.calls.length
  await service.jobs.create(principal, image)
  await settled(test)
  expect(receiver.calls).toHaveLength(count)
})

it('has no more endpoints than allowed, also when they are asked for at once', async () => {
  const { service, principal, newAccount } = await createHookedService({
    running: false,
    environment: { WEBHOOK_MAX_ENDPOINTS: '3' },
  })
  const url = 'http://127.0.0.1:1/'
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => service.webhooks.createEndpoint(principal, { url })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const [first] = await service.webhooks.listEndpoints(principal)
  await service.webhooks.deleteEndpoint(principal, first?.id ?? '')
  await service.webhooks.createEndpoint(principal, { url })
  await expect(service.webhooks.createEndpoint(principal, { url })).rejects.toMatchObject({
    code: 'limit_reached',
  })
  await service.webhooks.createEndpoint(await newAccount('0'), { url })
})

it('shows nothing of one account to another', async () => {
  const test = await createHookedService()
  const { service, principal, newAccount } = test
  const receiver = await startReceiver()
  const { id } = await service.webhooks.createEndpoint(principal, { url: receiver.url })
  const stranger = await newAccount('10')
  const { job } = await service.jobs.create(stranger, image)
  await service.jobs.wait(stranger, job.id, { timeoutMs: 10_000 })
  expect(receiver.calls).toEqual([])
  await service.jobs.create(principal, image)
  await settled(test)
  const [delivery] = await deliveriesOf(test)
  const verbs = [
    () => service.webhooks.getEndpoint(stranger, id),
    () => service.webhooks.deleteEndpoint(stranger, id),
    () => service.webhooks.enableEndpoint(stranger, id),
    () => service.webhooks.rotateSecret(stranger, id),
    () => service.webhooks.listDeliveries(stranger, { endpointId: id }),
    () => service.webhooks.redeliver(stranger, delivery?.id ?? ''),
  ]
  for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: 'not_found' })
  expect(await service.webhooks.listEndpoints(stranger)).toEqual([])
  expect((await service.webhooks.listDeliveries(stranger, {})).data).toEqual([])
  expect((await service.webhooks.listDeliveries(stranger, { jobId: delivery?.job_id ?? '' })).data).toEqual(
    [],
  )
})

it('pages through deliveries, newest first', async () => {
  const test = await createHookedService()
  const { service, principal } = test
  const receiver = await startReceiver()
  await service.webhooks.createEndpoint(principal, { url: receiver.url })
  const { job } = await service.jobs.create(principal, image)
  await service.jobs.wait(principal, job.id, { timeoutMs: 10_000 })
  await settled(test)
  const all = await deliveriesOf(test)
  const seen: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await service.webhooks.listDeliveries(principal, { limit: 2, cursor })
    seen.push(...page.data.map(({ id }) => id))
    if (page.next_cursor === null) break
    cursor = page.next_cursor
  }
  expect(seen).toEqual(all.map(({ id }) => id))
  expect(seen.length).toBeGreaterThan(3)
  await expect(service.webhooks.listDeliveries(principal, { cursor: 'x' })).rejects.toMatchObject({
    param: 'cursor',
  })
  await expect(service.webhooks.listDeliveries(principal, { limit: 0 })).rejects.toMatchObject({
    param: 'limit',
  })
})

it('gives up what waits when its endpoint is deleted, and forgets the secret', async () => {
  const { service, principal, sql } = await createHookedService({ running: false })
  const { id } = await service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/' })
  await service.jobs.create(principal, image)
  await service.webhooks.deleteEndpoint(principal, id)
  const [delivery] = (await service.webhooks.listDeliveries(principal, {})).data
  expect(delivery).toMatchObject({ status: 'failed', error: 'endpoint_deleted', attempts: [] })
  expect((await sql.query('select * from webhook_secret')).rows).toEqual([])
  await expect(service.webhooks.getEndpoint(principal, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(service.webhooks.redeliver(principal, delivery?.id ?? '')).rejects.toMatchObject({
    code: 'too_late',
  })
})

it.each([
  [[], 'at least one'],
  [['*', 'job.failed'], 'alone'],
  [['job.exploded'], 'job.exploded'],
])('refuses the types %j', async (events, message) => {
  const { service, principal } = await createHookedService({ running: false })
  await expect(
    service.webhooks.createEndpoint(principal, { url: 'http://127.0.0.1:1/', events }),
  ).rejects.toMatchObject({
    code: 'invalid_request',
    param: 'events',
    message: expect.stringContaining(message),
  })
})
