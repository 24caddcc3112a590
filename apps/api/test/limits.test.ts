import { ServiceError, silentLogger } from '@jointo/ai-service'
import { BlockList } from 'node:net'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { createLimits, NO_RATES } from '../src/index.ts'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const trustedProxies = new BlockList()
trustedProxies.addAddress('127.0.0.1')
const limits = createLimits(
  {
    ...NO_RATES,
    createsPerMinute: 3,
    callsPerMinute: 2,
    readsPerMinute: 20,
    wrongKeysPerMinute: 50,
    trustedProxies,
  },
  silentLogger,
)
afterAll(() => limits.close())
const app = sharedApp({ running: false, dependencies: { limits } })
const job = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
/** Each test comes from an address of its own. */
const from = (address: string) => ({ 'x-forwarded-for': address })

describe('an account', () => {
  test('may create so many jobs a minute, over all of its keys, and is told when to come again', async () => {
    const first = await app.current.newAccount()
    const second = await app.current.service.apiKeys.create(first.account_id, { name: 'second' })
    const create = (key: string) => app.current.call('/v1/jobs', { json: job, key })
    expect(
      (await Promise.all([create(first.key), create(second.key), create(first.key)])).map((r) => r.status),
    ).toEqual([202, 202, 202])
    const refused = await create(second.key)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(59)
    expect(Number(refused.headers.get('retry-after-ms'))).toBeGreaterThan((seconds - 1) * 1_000)
    expect(refused.headers.get('x-ratelimit-limit-requests')).toBe('3')
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'rate_limited' })
    const balance = await app.current.json('/v1/credits', { key: first.key })
    expect(balance).toMatchObject({ held: '3' })
    expect(
      (await app.current.call('/v1/jobs', { json: job, key: (await app.current.newAccount()).key })).status,
    ).toBe(202)
  })

  test('that was refused is refused again without a look at the database', async () => {
    const { key } = await app.current.newAccount()
    const ask = () => app.current.call('/v1/jobs', { method: 'POST', body: '{}', key })
    for (let count = 0; count < 4; count += 1) await ask()
    const lookUp = vi.spyOn(app.current.service.apiKeys, 'authenticate')
    try {
      expect((await ask()).status).toBe(429)
      expect(lookUp).not.toHaveBeenCalled()
    } finally {
      lookUp.mockRestore()
    }
  })

  test('has room of its own for chats, and for everything else', async () => {
    const { key } = await app.current.newAccount()
    const chat = { json: { model: 'mock/chat', messages: [{ role: 'user', content: 'x' }] }, key }
    const statuses = []
    for (let count = 0; count < 3; count += 1)
      statuses.push((await app.current.call('/v1/chat/completions', chat)).status)
    expect(statuses).toEqual([200, 200, 429])
    const reads = await Promise.all(
      Array.from({ length: 21 }, () => app.current.call('/v1/credits', { key })),
    )
    expect(reads.filter(({ status }) => status === 429)).toHaveLength(1)
  })
})

describe('wrong keys from one address', () => {
  test('are refused, also when they come all at once; from then on keys take one connection together, and right ones are let in', async () => {
    const headers = from('203.0.113.1')
    const right = await app.current.newAccount()
    const gone = await app.current.newAccount('0')
    await app.current.sql.query('delete from api_key where id = $1', [gone.id])
    const lookUp = vi.spyOn(app.current.service.apiKeys, 'authenticate')
    const ask = (key: string) => app.current.call('/v1/credits', { key, headers })
    try {
      const statuses = (await Promise.all(Array.from({ length: 100 }, () => ask(gone.key)))).map(
        ({ status }) => status,
      )
      expect(statuses.filter((status) => status === 401)).toHaveLength(5)
      expect(statuses.filter((status) => status === 429)).toHaveLength(95)
      expect(lookUp.mock.calls.filter(([, options]) => options?.inTurn === true)).toHaveLength(95)
      // Never seen here, and from where so many are wrong.
      expect((await ask(right.key)).status).toBe(200)
      expect(lookUp).toHaveBeenLastCalledWith(right.key, { maxAgeMs: 0, inTurn: true })
      expect((await ask(gone.key)).status).toBe(429)
      expect((await ask(right.key)).status).toBe(200)
      expect(lookUp).toHaveBeenLastCalledWith(right.key, { maxAgeMs: 0, inTurn: false })
    } finally {
      lookUp.mockRestore()
    }
    const elsewhere = await app.current.call('/v1/models', { key: 'nobody', headers: from('203.0.113.2') })
    expect(elsewhere.status).toBe(401)
  })

  test('count for the admin key, and for a whole network of IPv6', async () => {
    const ask = (place: number) =>
      app.current.call('/admin/accounts', { key: `guess-${place}`, headers: from(`2001:db8:0:1::${place}`) })
    const statuses = []
    for (let place = 1; place <= 6; place += 1) statuses.push((await ask(place)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const right = { key: ADMIN_KEY, headers: from('2001:db8:0:1::9') }
    expect((await app.current.call('/admin/accounts', right)).status).toBe(200)
  })

  test('a right key that is new here costs nothing', async () => {
    const headers = from('203.0.113.3')
    for (let count = 0; count < 8; count += 1) {
      const { key } = await app.current.newAccount('0')
      expect((await app.current.call('/v1/credits', { key, headers })).status).toBe(200)
    }
  })

  test('a database that is away makes nobody a guesser', async () => {
    const headers = from('203.0.113.4')
    const [old, fresh] = [await app.current.newAccount('0'), await app.current.newAccount('0')]
    expect((await app.current.call('/v1/credits', { key: old.key, headers })).status).toBe(200)
    const away = vi.spyOn(app.current.service.apiKeys, 'authenticate')
    away.mockRejectedValue(new ServiceError('not_ready', 'The database can not be reached.'))
    for (let count = 0; count < 8; count += 1)
      for (const { key } of [old, fresh])
        expect((await app.current.call('/v1/credits', { key, headers })).status).toBe(503)
    away.mockRestore()
    for (const { key } of [old, fresh])
      expect((await app.current.call('/v1/credits', { key, headers })).status).toBe(200)
  })
})
