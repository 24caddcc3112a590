import { expect, test } from 'vitest'
import { ADMIN_KEY } from '../helpers/create-test-app.ts'
import { errorOf } from '../helpers/envelope.ts'
import { sharedApp } from '../helpers/shared-app.ts'
import { refusals, rowCounts } from './rows.ts'

const app = sharedApp({ running: false })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
const bad = { status: 400, code: 'invalid_request' }

const AMOUNTS = [
  '0',
  '-1',
  '-0',
  '0.0000001',
  '1e3',
  'NaN',
  'Infinity',
  '',
  ' ',
  '1,5',
  '٣',
  '0x10',
  '+1',
  '9'.repeat(30),
]
const NUMBERS = [0, 5, -1, 1e21, null, true, ['5']]

/** To an account that exists, or the answer would be about that. */
async function grant(amount: unknown): Promise<Response> {
  const { account_id: id } = await app.current.newAccount('0')
  return app.current.call(`/admin/accounts/${id}/credits`, { json: { amount }, key: ADMIN_KEY })
}

test.each([...AMOUNTS, ...NUMBERS])('H43 a grant of %j is none', async (amount) => {
  const before = await rowCounts(app.current)
  expect(await errorOf(await grant(amount))).toEqual({ ...bad, param: 'amount' })
  expect(await rowCounts(app.current)).toEqual(before)
})

test('H43a one that is too long is told how long it may be', async () => {
  expect(await (await grant('1000000000000')).text()).toContain('at most 12 digits')
})

test.each(['9007199254740993', '9007199254740993.000001'])(
  'H44 a grant of %s is counted to the last unit, or refused',
  async (amount) => {
    const response = await grant(amount)
    if (response.status === 200) expect(await response.json()).toMatchObject({ balance: amount })
    else expect(await errorOf(response)).toEqual({ ...bad, param: 'amount' })
  },
)

test('H50 the same payment told twice counts once, and with another amount not at all', async () => {
  const { account_id: id } = await app.current.newAccount('0')
  const path = `/admin/accounts/${id}/credits`
  const tell = (amount: string) =>
    app.current.call(path, { json: { amount, reference: `pay-${id}` }, key: ADMIN_KEY })
  const tellByKey = (amount: string) =>
    app.current.call(path, {
      json: { amount },
      headers: { 'idempotency-key': `key-${id}` },
      key: ADMIN_KEY,
    })
  for (const [way, param] of [
    [tell, 'reference'],
    [tellByKey, 'idempotency-key'],
  ] as const) {
    expect([(await way('5')).status, (await way('5')).status]).toEqual([200, 200])
    const before = await rowCounts(app.current)
    expect(await errorOf(await way('6'))).toEqual({ status: 422, code: 'idempotency_key_reuse', param })
    expect(await rowCounts(app.current)).toEqual(before)
  }
})

refusals('a cap', app, '/v1/jobs', [
  ...['-1', '1e2', 'NaN', '', ' 5', '0.0000001'].map((max_credits) => ({
    id: 'H45',
    what: `of ${JSON.stringify(max_credits)}`,
    init: { json: { ...image, max_credits } },
    ...bad,
    param: 'max_credits',
  })),
  {
    id: 'H45a',
    what: 'below the price',
    init: { json: { ...image, max_credits: '0.1' } },
    ...bad,
    param: 'max_credits',
  },
  {
    id: 'H45b',
    what: 'as a number',
    init: { json: { ...image, max_credits: 5 } },
    ...bad,
    param: 'max_credits',
  },
])

refusals('an account without credits', app, '/v1/jobs', [
  {
    id: 'H47a',
    what: 'gets no job',
    init: async (test) => {
      const { key } = await test.newAccount('0.5')
      return { json: image, key, headers: { 'idempotency-key': 'poor' } }
    },
    status: 402,
    code: 'insufficient_credits',
  },
])

test.each(['max_tokens', 'max_completion_tokens'])(
  'H47b is told to lower %s, which it used',
  async (word) => {
    const { key } = await app.current.newAccount('0')
    const json = { model: 'mock/chat', messages: [{ role: 'user', content: 'hello' }], [word]: 100 }
    const reply = await app.current.call('/v1/chat/completions', { json, key })
    expect(reply.status).toBe(402)
    expect(await reply.text()).toContain(`lower ${word}.`)
  },
)

test('H47 a hundred orders at once, with credit for one: one is taken, and nothing is left of the others', async () => {
  const { key } = await app.current.newAccount('1')
  const before = await rowCounts(app.current)
  const order = () => app.current.call('/v1/jobs', { json: image, key })
  const statuses = (await Promise.all(Array.from({ length: 100 }, order))).map(({ status }) => status)
  expect(statuses.filter((status) => status === 202)).toHaveLength(1)
  expect(statuses.filter((status) => status === 402)).toHaveLength(99)
  const after = await rowCounts(app.current)
  for (const table of ['job', 'hold']) expect(Number(after[table])).toBe(Number(before[table]) + 1)
  expect(await app.current.json('/v1/credits', { key })).toEqual({ balance: '1', held: '1', available: '0' })
})

test('H118 a key that was refused for want of credits works after a payment', async () => {
  const { key, account_id: id } = await app.current.newAccount('0.5')
  const headers = { 'idempotency-key': 'later' }
  expect((await app.current.call('/v1/jobs', { json: image, key, headers })).status).toBe(402)
  await app.current.service.credits.grant(id, { amount: '5', reason: 'test' })
  expect((await app.current.call('/v1/jobs', { json: image, key, headers })).status).toBe(202)
})
