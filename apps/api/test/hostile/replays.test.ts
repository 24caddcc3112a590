import { describe, expect, test } from 'vitest'
import { sharedApp } from '../helpers/shared-app.ts'
import { refusals, rowCounts } from './rows.ts'

const app = sharedApp({ running: false })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
const bad = { status: 400, code: 'invalid_request' }
const order = (key: string, json: unknown = image, path = '/v1/jobs') =>
  app.current.call(path, { json, headers: { 'idempotency-key': key } })

refusals('an Idempotency-Key', app, '/v1/jobs', [
  ...['', 'with space', 'ü', 'x'.repeat(256)].map((value) => ({
    id: 'H114',
    what: `of ${JSON.stringify(value.slice(0, 20))} (${value.length})`,
    init: { json: image, headers: { 'idempotency-key': value } },
    ...bad,
    param: 'idempotency-key',
  })),
  {
    id: 'H116',
    what: 'that was used with another body',
    init: async () => {
      expect((await order('used')).status).toBe(202)
      return { json: { ...image, max_credits: '9' }, headers: { 'idempotency-key': 'used' } }
    },
    status: 422,
    code: 'idempotency_key_reuse',
  },
])

describe('the same key', () => {
  test('H115 twice, one after the other: one job, the same answer', async () => {
    const first = await order('twice')
    const second = await order('twice')
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
  })

  test('H115b gets the same bytes, whatever order its fields were sent in', async () => {
    const json = {
      metadata: { zebra: 'a', ü: 'b', b: 'c', 10: 'd', 9: 'e', long_name: 'f' },
      input: { size: '64x64', seed: 7, prompt: 'a kite', n: 1 },
      kind: 'image',
      model: 'mock/image',
    }
    const [first, second] = [await order('bytes', json), await order('bytes', json)]
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.text()).toBe(await first.text())
  })

  test('H115a fifty at once: one job', async () => {
    const before = await rowCounts(app.current)
    const replies = await Promise.all(Array.from({ length: 50 }, () => order('fifty')))
    // On a machine that is busy with other things some may be asked to come again.
    expect([202, 409, 503]).toEqual(expect.arrayContaining([...new Set(replies.map(({ status }) => status))]))
    expect((await order('fifty')).headers.get('idempotent-replayed')).toBe('true')
    const after = await rowCounts(app.current)
    for (const table of ['job', 'hold']) expect(Number(after[table])).toBe(Number(before[table]) + 1)
  })

  test('H116a with its fields in another order is the same request', async () => {
    const { model, kind, input } = image
    expect((await order('order')).status).toBe(202)
    const reply = await order('order', { input, kind, model })
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([202, 'true'])
  })

  test('H116b on another route is another request', async () => {
    expect(
      (await order('route', { model: 'mock/video', kind: 'video', input: { prompt: 'x' } })).status,
    ).toBe(202)
    const reply = await order('route', { model: 'mock/video', prompt: 'x' }, '/v1/videos')
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([200, null])
  })

  test('H119 after a new API key of the same account is the same request', async () => {
    const { key, account_id: id } = await app.current.newAccount('10')
    const send = (own: string) =>
      app.current.call('/v1/jobs', { json: image, key: own, headers: { 'idempotency-key': 'rotated' } })
    const first = await send(key)
    const { key: next } = await app.current.service.apiKeys.create(id, { name: 'next' })
    const second = await send(next)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
  })
})

refusals('a list', app, '/v1/jobs', [
  ...["cursor=' or 1=1 --", 'cursor=eyJpZCI6IngifQ', `cursor=${'x'.repeat(501)}`, 'cursor='].map((query) => ({
    id: 'H16',
    what: query.slice(0, 40),
    path: `/v1/jobs?${encodeURI(query)}`,
    ...bad,
    param: 'cursor',
  })),
  ...['tenant_id', 'account_id', 'sort', 'order_by', '__proto__'].map((name) => ({
    id: 'H109',
    what: `?${name}`,
    path: `/v1/jobs?${name}=x`,
    ...bad,
    param: name,
  })),
  ...['limit=0', 'limit=-1', 'limit=1e2', 'limit=101', 'limit=%20', 'limit=1&limit=2'].map((query) => ({
    id: 'H108',
    what: query,
    path: `/v1/jobs?${query}`,
    ...bad,
    param: 'limit',
  })),
  { id: 'H111', what: 'of another kind in an array', path: '/v1/jobs?kind[]=image', ...bad, param: 'kind[]' },
])

describe('words in a list', () => {
  test.each(["' or 1=1 --", '%', '_', '\\', '$1', '*'])('H109a %j mean themselves', async (words) => {
    const { key } = await app.current.newAccount('10')
    await app.current.startJob(image, { key })
    const found = await app.current.json(`/v1/jobs?q=${encodeURIComponent(words)}`, { key })
    expect(found).toMatchObject({ data: [] })
  })
})

refusals(
  'a stream',
  app,
  '/v1/jobs',
  ['-1', 'x', '1.5', '1e3', '99999999999', '1; drop', '٣', '0x1'].map((id) => ({
    id: 'H71',
    what: `from Last-Event-ID ${id}`,
    init: async () => ({ method: 'GET', headers: { 'last-event-id': Buffer.from(id).toString('latin1') } }),
    path: '/v1/jobs/job_00000000000000000000000000000000/events',
    ...bad,
    param: 'last-event-id',
  })),
)
