import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  webhookDeliveryPageSchema,
  webhookDeliverySchema,
  webhookEndpointListSchema,
  webhookEndpointSchema,
  webhookEndpointWithSecretSchema,
  webhookSecretSchema,
} from '../src/routes/webhooks/schema.ts'
import { errorOf, readError } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ environment: { ALLOW_PRIVATE_NETWORK: '1', WEBHOOK_RETRY_SECONDS: '0' } })
const guarded = sharedApp({ running: false })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', size: '64x64' } }

interface Received {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

async function startReceiver(status = 204): Promise<{ url: string; calls: Received[] }> {
  const calls: Received[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      calls.push({ headers: request.headers, body })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, calls }
}

/** By hand, from the text of the standard. */
function signatureOf({ headers, body }: Received, secret: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body.toString()}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

describe('webhook endpoints', () => {
  test('from the first to the last day', async () => {
    const { key } = await app.current.newAccount()
    const receiver = await startReceiver()
    const created = webhookEndpointWithSecretSchema.strict().parse(
      await app.current.json('/v1/webhook-endpoints', {
        json: { url: receiver.url, description: 'orders', events: ['job.succeeded'] },
        key,
        expect: 201,
      }),
    )
    const { secret, ...endpoint } = created
    expect(endpoint).toMatchObject({ url: receiver.url, description: 'orders', status: 'enabled' })

    const list = await app.current.json('/v1/webhook-endpoints', { key })
    expect(webhookEndpointListSchema.strict().parse(list).data).toEqual([endpoint])
    const path = `/v1/webhook-endpoints/${created.id}`
    expect(webhookEndpointSchema.strict().parse(await app.current.json(path, { key }))).toEqual(endpoint)

    const jobId = await app.current.startJob(image, { key })
    await app.current.endOf(jobId, { key })
    await expect.poll(() => receiver.calls.length).toBe(1)
    const [call] = receiver.calls
    if (call === undefined) throw new Error('nothing came')
    expect(call.headers['webhook-signature']).toBe(signatureOf(call, secret))
    expect(JSON.parse(call.body.toString())).toMatchObject({ type: 'job.succeeded', data: { id: jobId } })

    const rotated = webhookEndpointWithSecretSchema
      .strict()
      .parse(await app.current.json(`${path}/rotate-secret`, { method: 'POST', key }))
    expect(rotated.secret).not.toBe(secret)

    await expect
      .poll(
        async () =>
          webhookDeliveryPageSchema.parse(await app.current.json(`${path}/deliveries`, { key })).data[0]
            ?.status,
      )
      .toBe('delivered')
    const page = webhookDeliveryPageSchema
      .strict()
      .parse(await app.current.json(`${path}/deliveries`, { key }))
    const [delivery] = page.data
    expect(delivery).toMatchObject({
      endpoint_id: created.id,
      job_id: jobId,
      attempts: [{ status_code: 204 }],
    })
    const all = await app.current.json(`/v1/webhook-deliveries?job_id=${jobId}&status=delivered&limit=1`, {
      key,
    })
    expect(webhookDeliveryPageSchema.parse(all).data).toEqual(page.data)

    const again = await app.current.json(`/v1/webhook-deliveries/${delivery?.id}/redeliver`, {
      method: 'POST',
      key,
    })
    expect(webhookDeliverySchema.strict().parse(again)).toMatchObject({ status: 'pending' })
    await expect.poll(() => receiver.calls.length).toBe(2)
    expect(receiver.calls[1]?.headers['webhook-id']).toBe(call.headers['webhook-id'])

    expect(await app.current.json(`${path}/enable`, { method: 'POST', key })).toMatchObject({
      status: 'enabled',
    })
    expect(await app.current.json(path, { method: 'DELETE', key })).toEqual({
      id: created.id,
      object: 'webhook_endpoint.deleted',
      deleted: true,
    })
    for (const [method, one] of [
      ['GET', path],
      ['DELETE', path],
      ['POST', `${path}/rotate-secret`],
      ['POST', `${path}/enable`],
      ['GET', `${path}/deliveries`],
    ] as const) {
      expect((await errorOf(await app.current.call(one, { method, key }))).status).toBe(404)
    }
  })

  test('the address of a job hears of it, signed with the secret of the account', async () => {
    const { key } = await app.current.newAccount()
    const receiver = await startReceiver()
    const jobId = await app.current.startJob({ ...image, webhook_url: receiver.url }, { key })
    await app.current.endOf(jobId, { key })
    const secret = webhookSecretSchema
      .strict()
      .parse(await app.current.json('/v1/webhook-secret', { key })).secret
    const types = () =>
      receiver.calls.map(({ body }) => webhookType(body)).filter((type) => type === 'job.succeeded')
    await expect.poll(types).toEqual(['job.succeeded'])
    for (const call of receiver.calls)
      expect(call.headers['webhook-signature']).toBe(signatureOf(call, secret))
    const rotated = await app.current.json('/v1/webhook-secret/rotate', { method: 'POST', key })
    expect(webhookSecretSchema.strict().parse(rotated).secret).not.toBe(secret)
    expect(await app.current.json('/v1/webhook-secret', { key })).toEqual(rotated)
  })

  test('what belongs to another account is not there', async () => {
    const created = await app.current.json('/v1/webhook-endpoints', {
      json: { url: 'http://127.0.0.1:1/' },
      expect: 201,
    })
    const path = `/v1/webhook-endpoints/${String(created['id'])}`
    const jobId = await app.current.startJob(image)
    const page = webhookDeliveryPageSchema.parse(await app.current.json(`${path}/deliveries`))
    const { key } = await app.current.newAccount()
    for (const [method, one] of [
      ['GET', path],
      ['DELETE', path],
      ['POST', `${path}/rotate-secret`],
      ['POST', `${path}/enable`],
      ['GET', `${path}/deliveries`],
      ['POST', `/v1/webhook-deliveries/${page.data[0]?.id}/redeliver`],
      ['GET', `/v1/jobs/${jobId}/events`],
    ] as const) {
      expect(await errorOf(await app.current.call(one, { method, key }))).toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
    expect(await app.current.json('/v1/webhook-endpoints', { key })).toMatchObject({ data: [] })
    expect(await app.current.json('/v1/webhook-deliveries', { key })).toMatchObject({ data: [] })
    await app.current.json(path, { method: 'DELETE' })
  })

  test('there are ten at most', async () => {
    const { key } = await app.current.newAccount('0')
    const create = () =>
      app.current.call('/v1/webhook-endpoints', { json: { url: 'http://127.0.0.1:1/' }, key })
    for (let count = 0; count < 10; count += 1) expect((await create()).status).toBe(201)
    const response = await create()
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(await errorOf(response)).toMatchObject({ status: 409, code: 'limit_reached' })
  })

  test.each([
    [{ url: 'https://169.254.169.254/' }, 'url_not_allowed', 'url'],
    [{ url: 'http://example.com/' }, 'url_not_allowed', 'url'],
    [{ url: 'https://[::ffff:7f00:1]/' }, 'url_not_allowed', 'url'],
    [{ url: 'somewhere' }, 'invalid_request', 'url'],
    [{ url: '' }, 'invalid_request', 'url'],
    [{ url: 7 }, 'invalid_request', 'url'],
    [{ url: 'https://8.8.8.8/', events: ['job.exploded'] }, 'invalid_request', 'events'],
    [{ url: 'https://8.8.8.8/', events: [] }, 'invalid_request', 'events'],
    [{ url: 'https://8.8.8.8/', headers: { host: 'x' } }, 'invalid_request', 'headers'],
    [{ url: 'https://8.8.8.8/', secret: 'whsec_mine' }, 'invalid_request', 'secret'],
  ])('refuses %j', async (json, code, param) => {
    expect(await errorOf(await guarded.current.call('/v1/webhook-endpoints', { json }))).toEqual({
      status: 400,
      code,
      param,
    })
  })

  test('a job with a forbidden address is none, and its key may be used again', async () => {
    const headers = { 'idempotency-key': 'order-9' }
    const json = { ...image, webhook_url: 'https://10.0.0.1/hooks' }
    const response = await guarded.current.call('/v1/jobs', { json, headers })
    expect(response.status).toBe(400)
    expect(await readError(response)).toMatchObject({ code: 'url_not_allowed', param: 'webhook_url' })
    expect((await guarded.current.call('/v1/jobs', { json: image, headers })).status).toBe(202)
  })

  test('a signing secret opens no door', async () => {
    const { secret } = webhookSecretSchema.parse(await app.current.json('/v1/webhook-secret'))
    expect(await errorOf(await app.current.call('/v1/credits', { key: secret }))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    })
    expect(JSON.stringify(app.current.log)).not.toContain('whsec_')
  })
})

function webhookType(body: Buffer): unknown {
  const parsed: unknown = JSON.parse(body.toString())
  return typeof parsed === 'object' && parsed !== null && 'type' in parsed ? parsed.type : undefined
}
