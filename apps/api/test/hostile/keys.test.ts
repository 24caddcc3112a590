import { describe, expect, test } from 'vitest'
import { createTestApp, ADMIN_KEY, type TestApp } from '../helpers/create-test-app.ts'
import { errorOf } from '../helpers/envelope.ts'
import { rawRequest } from '../helpers/raw-request.ts'
import { sharedApp } from '../helpers/shared-app.ts'
import { refusals, type Hostile } from './rows.ts'

const app = sharedApp({ running: false })
const MALFORMED = `jt_live_${'a'.repeat(36)}`

const bearer = (key: string) => ({ headers: { authorization: key } })
const scoped = async (test: TestApp, scopes: ('read' | 'write')[]) =>
  test.service.apiKeys.create((await test.newAccount('0')).account_id, { name: 'x', scopes })

const revoked = async (test: TestApp) => {
  const made = await test.newAccount('0')
  await test.service.apiKeys.revoke(made.id)
  return { key: made.key }
}
const expired = async (test: TestApp) => {
  const made = await test.newAccount('0')
  await test.sql.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [made.id])
  return { key: made.key }
}
const secret = async (test: TestApp) => ({ key: String((await test.json('/v1/webhook-secret'))['secret']) })
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'x' } }

const missing = { status: 401, code: 'missing_api_key' }
const wrong = { status: 401, code: 'invalid_api_key' }
const rows: Hostile[] = [
  { id: 'H1', what: 'no key', init: { key: null }, status: 401, code: 'missing_api_key' },
  { id: 'H1a', what: 'an empty key', init: bearer(''), status: 401, code: 'missing_api_key' },
  { id: 'H1b', what: 'a scheme without a key', init: bearer('Bearer'), status: 401, code: 'missing_api_key' },
  { id: 'H2', what: 'the right shape with a wrong checksum', init: { key: MALFORMED }, ...wrong },
  { id: 'H2a', what: 'a key in upper case', init: ({ key }) => ({ key: key.toUpperCase() }), ...wrong },
  { id: 'H3', what: 'a key with a NUL written out', init: ({ key }) => ({ key: `${key}%00` }), ...wrong },
  { id: 'H4', what: 'a key that was revoked', init: revoked, status: 401, code: 'key_revoked' },
  { id: 'H4a', what: 'a key that has expired', init: expired, status: 401, code: 'key_expired' },
  { id: 'H5', what: 'a key of 10 kB', init: { key: 'j'.repeat(10_000) }, ...wrong },
  { id: 'H6', what: 'the key as Basic', init: ({ key }) => bearer(`Basic ${btoa(`${key}:`)}`), ...missing },
  { id: 'H6a', what: 'the key without a scheme', init: ({ key }) => bearer(key), ...missing },
  {
    id: 'H7',
    what: 'two keys in one header',
    init: ({ key }) => bearer(`Bearer ${key}, Bearer ${key}`),
    status: 400,
    code: 'invalid_request',
    param: 'Authorization',
  },
  { id: 'H8', what: 'two keys with a space', init: ({ key }) => bearer(`Bearer ${key} ${key}`), ...missing },
  {
    id: 'H10',
    what: 'a key that may only read, to change something',
    path: '/v1/jobs',
    init: async (test) => ({ json: image, key: (await scoped(test, ['read'])).key }),
    status: 403,
    code: 'insufficient_scope',
  },
  {
    id: 'H10a',
    what: 'a key that may only write, to read something',
    init: async (test) => ({ key: (await scoped(test, ['write'])).key }),
    status: 403,
    code: 'insufficient_scope',
  },
  {
    id: 'H10b',
    what: 'a key that may only read, for the secret that signs',
    path: '/v1/webhook-secret',
    init: async (test) => ({ key: (await scoped(test, ['read'])).key }),
    status: 403,
    code: 'insufficient_scope',
  },
  { id: 'H13', what: 'a secret that signs webhooks', init: secret, ...wrong },
  {
    id: 'H14',
    what: 'a key of an account on /admin',
    path: '/admin/accounts',
    status: 403,
    code: 'insufficient_scope',
  },
  { id: 'H14a', what: 'the admin key on /v1', init: { key: ADMIN_KEY }, ...wrong },
  {
    id: 'H14b',
    what: 'the admin key cut by one letter',
    path: '/admin/accounts',
    init: { key: ADMIN_KEY.slice(0, -1) },
    ...wrong,
  },
]
refusals('a key', app, '/v1/credits', rows)

describe('keys', () => {
  test.each(['bearer  ', 'BEARER ', 'Bearer\t'])('H8 the scheme written %j is the same', async (scheme) => {
    expect((await app.current.call('/v1/credits', bearer(scheme + app.current.key))).status).toBe(200)
  })

  test('H7 two headers 400', async () => {
    const line = `Authorization: Bearer ${app.current.key}\r\n`
    const text = `GET /v1/credits HTTP/1.1\r\nHost: x\r\n${line}${line}Connection: close\r\n\r\n`
    expect((await rawRequest(app.current.url, text)).status).toBe(400)
  })

  test('H14 a method in a header changes nothing', async () => {
    const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
    expect((await app.current.call('/v1/jobs', { headers })).status).toBe(200)
  })

  test('H2 a wrong checksum costs no query: it is told apart while the database is away', async () => {
    const own = await createTestApp({ running: false })
    await own.dropDatabase()
    expect(await errorOf(await own.call('/v1/credits', { key: MALFORMED }))).toMatchObject({ status: 401 })
    expect(await errorOf(await own.call('/v1/credits'))).toMatchObject({ status: 503, code: 'not_ready' })
  })

  test('H5 a server for live keys takes no others, and makes no others', async () => {
    const url = await app.current.another({ API_KEY_ENVIRONMENT: 'live' })
    const { account_id: id, key } = await app.current.newAccount('0')
    const send = (path: string, given: string, body?: object) =>
      fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${given}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    expect(await errorOf(await send('/v1/credits', key))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    })
    const path = `/admin/accounts/${id}/api-keys`
    expect(await errorOf(await send(path, ADMIN_KEY, { environment: 'test' }))).toMatchObject({
      status: 400,
      param: 'environment',
    })
    expect(await (await send(path, ADMIN_KEY, {})).json()).toMatchObject({
      key: expect.stringMatching(/^jt_live_/),
    })
  })

  test('their terms are shown, kept as a hash alone, and hold', async () => {
    const { account_id: id } = await app.current.newAccount('0')
    const path = `/admin/accounts/${id}/api-keys`
    const expires_at = '2099-01-31T00:00:00.000Z'
    const made = await app.current.json(path, {
      json: { scopes: ['read'], expires_at },
      key: ADMIN_KEY,
      expect: 201,
    })
    expect(made).toMatchObject({ scopes: ['read'], expires_at })
    const key = String(made['key'])
    const { rows: stored } = await app.current.sql.query('select * from api_key where id = $1', [made['id']])
    expect(JSON.stringify(stored)).not.toContain(key)
    expect(stored).toMatchObject([{ last_four: key.slice(-4), scopes: ['read'] }])
    expect(await app.current.json(path, { key: ADMIN_KEY })).toMatchObject({
      data: [{}, { scopes: ['read'], expires_at }],
    })
    expect((await app.current.call('/v1/credits', { key })).status).toBe(200)
  })
})

refusals('a key to be made', app, '/admin/accounts/acc_00000000000000000000000000000000/api-keys', [
  ...[
    [[], 'scopes'],
    [['admin'], 'scopes[0]'],
    ['read', 'scopes'],
  ].map(([scopes, param]) => ({
    id: 'H9',
    what: `with scopes ${JSON.stringify(scopes)}`,
    init: { json: { scopes }, key: ADMIN_KEY },
    status: 400,
    code: 'invalid_request',
    param: String(param),
  })),
  ...['yesterday', '2020-01-01T00:00:00Z', 7].map((expires_at) => ({
    id: 'H9a',
    what: `that expires ${expires_at}`,
    init: { json: { expires_at }, key: ADMIN_KEY },
    status: 400,
    code: 'invalid_request',
    param: 'expires_at',
  })),
])

test('H4 a key that was revoked, here or elsewhere, or has expired: within five seconds no process takes it, and what waits with it ends', async () => {
  const { sql } = app.current
  const urls = [app.current.url, await app.current.another()]
  const ends = {
    here: (id: string) => app.current.json(`/admin/api-keys/${id}`, { method: 'DELETE', key: ADMIN_KEY }),
    elsewhere: (id: string) => sql.query('update api_key set revoked_at = now() where id = $1', [id]),
    expired: (id: string) => sql.query('update api_key set expires_at = now() where id = $1', [id]),
  }
  const goes = async (how: keyof typeof ends): Promise<void> => {
    const { id, key } = await app.current.newAccount()
    const job = await app.current.startJob(image, { key })
    const ask = (path: string) =>
      Promise.all(urls.map((url) => fetch(url + path, { headers: { authorization: `Bearer ${key}` } })))
    const statuses = async () => (await ask('/v1/credits')).map(({ status }) => status)
    expect(await statuses()).toEqual([200, 200])
    const streams = await ask(`/v1/jobs/${job}/events`)
    const polls = ask(`/v1/jobs/${job}?wait=60`)
    const startedAt = performance.now()
    await ends[how](id)
    const code = how === 'expired' ? 'key_expired' : 'key_revoked'
    for (const reply of await polls) expect(await errorOf(reply)).toMatchObject({ status: 401, code })
    for (const stream of streams) expect(await stream.text()).toContain('event: key.ended')
    expect(await statuses()).toEqual([401, 401])
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  }
  await Promise.all([goes('here'), goes('elsewhere'), goes('expired')])
})
