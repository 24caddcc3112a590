import { describe, expect, test } from 'vitest'
import { operations } from '../src/routes/index.ts'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf, readError } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** What has to hold for every route, taken from the list the app itself is made of. */
const app = sharedApp()

const routes = operations.map(({ route }) => ({
  method: route.method.toUpperCase(),
  path: route.path,
  /** With ids that exist nowhere. */
  url: route.path.replaceAll(/\{(\w+)\}/g, 'job_00000000000000000000000000000000'),
  takesBody: 'request' in route && 'body' in route.request,
  takesJson:
    'request' in route && 'body' in route.request && 'application/json' in route.request.body.content,
  isAdmin: route.path.startsWith('/admin/'),
  isOpen: 'security' in route && route.security.length === 0,
}))
const closed = routes.filter((route) => !route.isOpen)
const tenantRoutes = closed.filter((route) => !route.isAdmin)
const adminRoutes = closed.filter((route) => route.isAdmin)
const withBody = closed.filter((route) => route.takesJson)

const title = '$method $path'
const keyFor = (route: { isAdmin: boolean }) => (route.isAdmin ? ADMIN_KEY : undefined)
const keyed = (route: { isAdmin: boolean }) => (route.isAdmin ? { key: ADMIN_KEY } : {})

describe('authentication', () => {
  test.each(closed)(`${title}: without a key 401, before anything is read`, async ({ method, url }) => {
    const response = await app.current.call(url, {
      method,
      key: null,
      ...(method === 'POST' ? { body: '{nonsense' } : {}),
    })
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await errorOf(response)).toMatchObject({ status: 401, code: 'missing_api_key' })
  })

  test.each(closed)(`${title}: with a wrong key 401`, async ({ method, url }) => {
    expect(await errorOf(await app.current.call(url, { method, key: 'nobody' }))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    })
  })

  test.each(closed)(`${title}: two keys 400`, async ({ method, url }) => {
    const headers = { authorization: `Bearer ${app.current.key}, Bearer ${app.current.key}` }
    expect(await errorOf(await app.current.call(url, { method, headers }))).toMatchObject({
      status: 400,
      param: 'Authorization',
    })
  })

  test.each(adminRoutes)(`${title}: a key of an account 403`, async ({ method, url }) => {
    expect(await errorOf(await app.current.call(url, { method }))).toMatchObject({
      status: 403,
      code: 'insufficient_scope',
    })
  })

  test.each(tenantRoutes)(`${title}: the admin key is no account’s key`, async ({ method, url }) => {
    expect((await app.current.call(url, { method, key: ADMIN_KEY })).status).toBe(401)
  })

  test('a revoked key is of no use from the next request on', async () => {
    const created = await app.current.newAccount()
    await app.current.json('/v1/credits', { key: created.key })
    await app.current.json(`/admin/api-keys/${created.id}`, { method: 'DELETE', key: ADMIN_KEY })
    const response = await app.current.call('/v1/credits', { key: created.key })
    expect(await errorOf(response)).toMatchObject({ status: 401, code: 'key_revoked' })
  })

  test('the scheme may be written in any case', async () => {
    const headers = { authorization: `bEARER   ${app.current.key}` }
    expect((await app.current.call('/v1/credits', { headers })).status).toBe(200)
  })
})

/** OpenAI's clients add parameters of their own to these. */
const OPEN_TO_PARAMETERS = /^\/v1\/models/
const reads = closed.filter(({ method, path }) => method === 'GET' && !OPEN_TO_PARAMETERS.test(path))

describe('queries', () => {
  test.each(reads)(`${title}: a parameter that nobody knows 400`, async ({ url, ...route }) => {
    const response = await app.current.call(`${url}?limt=1`, keyed(route))
    expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_request', param: 'limt' })
  })

  test('lists of OpenAI’s SDKs take what those send', async () => {
    const query = '?limit=1&after=video_x&order=asc'
    expect((await app.current.call(`/v1/models${query}`)).status).toBe(200)
    expect((await app.current.call('/v1/videos?limit=1&order=asc')).status).toBe(200)
  })
})

describe('bodies', () => {
  const send = (route: (typeof routes)[number], body: string, type = 'application/json') =>
    app.current.call(route.url, {
      method: route.method,
      body,
      headers: { 'content-type': type },
      key: keyFor(route) ?? app.current.key,
    })

  test.each(withBody)(`${title}: what is not JSON 400`, async (route) => {
    for (const body of ['', '{', 'undefined']) {
      expect(await errorOf(await send(route, body))).toMatchObject({ status: 400, code: 'invalid_json' })
    }
  })

  test.each(withBody)(`${title}: what is not an object 400`, async (route) => {
    for (const body of ['null', '[]', '"x"', '1']) {
      expect(await errorOf(await send(route, body))).toMatchObject({ status: 400, code: 'invalid_type' })
    }
  })

  test.each(withBody)(`${title}: an empty object is incomplete, or complete`, async (route) => {
    const response = await send(route, '{}')
    if (['/admin/accounts/{id}', '/admin/accounts/{id}/api-keys'].includes(route.path))
      expect(response.status).toBe(404)
    else
      expect(await errorOf(response)).toMatchObject({
        status: 400,
        code: 'invalid_request',
        param: expect.any(String),
      })
  })

  test.each(withBody)(`${title}: another type 415`, async (route) => {
    expect((await errorOf(await send(route, '{}', 'text/plain'))).status).toBe(415)
    expect((await errorOf(await send(route, 'a=1', 'application/x-www-form-urlencoded'))).status).toBe(415)
  })

  test.each(withBody)(`${title}: a prototype is no field`, async (route) => {
    expect(await errorOf(await send(route, '{"__proto__":{"a":1}}'))).toMatchObject({
      status: 400,
      param: '__proto__',
    })
  })

  test.each(withBody)(`${title}: a body that says it is too large is not read`, async (route) => {
    const response = await send(route, `{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`)
    expect(await errorOf(response)).toMatchObject({ status: 413, code: 'request_too_large' })
  })
})

describe('ids', () => {
  const withId = closed.filter((route) => route.path.includes('{id}') && !route.takesBody)

  test.each(withId.filter((route) => !route.isAdmin))(`${title}: unknown 404`, async ({ method, url }) => {
    expect((await errorOf(await app.current.call(url, { method }))).status).toBe(404)
  })

  test.each(withId.filter((route) => !route.isAdmin))(
    `${title}: hostile ids 400 or 404`,
    async ({ method, path }) => {
      for (const id of ['%00', '..%2f..', "'--", '%ff', 'a'.repeat(300), '%F0%9F%92%A9']) {
        const response = await app.current.call(path.replace('{id}', id), { method })
        expect([400, 404]).toContain(response.status)
        await readError(response)
      }
    },
  )

  test('what belongs to another account is not there', async () => {
    const json = { model: 'mock/image', kind: 'image', input: { prompt: 'mine', size: '64x64' } }
    const id = await app.current.startJob(json)
    const [file] = (await app.current.endOf(id)).output
    const video = { model: 'mock/video', kind: 'video', input: { prompt: '[[slow]] mine' } }
    const videoId = await app.current.startJob(video)
    const { key } = await app.current.newAccount()
    const theirs: [string, string][] = [
      ['GET', `/v1/jobs/${id}`],
      ['GET', `/v1/jobs/${id}?wait=1`],
      ['POST', `/v1/jobs/${videoId}/cancel`],
      ['GET', `/v1/videos/${videoId}`],
      ['GET', `/v1/videos/${videoId}/content`],
      ['DELETE', `/v1/videos/${videoId}`],
      ['GET', `/v1/assets/${file?.asset_id}`],
      ['GET', `/v1/assets/${file?.asset_id}/content`],
      ['DELETE', `/v1/assets/${file?.asset_id}`],
    ]
    for (const [method, path] of theirs) {
      expect(await errorOf(await app.current.call(path, { method, key }))).toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
    const stolen = { ...video, input: { prompt: 'x', images: [{ asset_id: file?.asset_id }] } }
    expect((await errorOf(await app.current.call('/v1/jobs', { json: stolen, key }))).status).toBe(404)
    expect(await app.current.json('/v1/jobs', { key })).toMatchObject({ data: [] })
    // The owner's is untouched.
    expect(await app.current.json(`/v1/jobs/${videoId}`)).toMatchObject({
      status: expect.stringMatching(/queued|running/),
    })
    await app.current.call(`/v1/jobs/${videoId}/cancel`, { method: 'POST' })
  })

  test('a job of another kind is no video', async () => {
    const json = { model: 'mock/image', kind: 'image', input: { prompt: 'x', size: '64x64' } }
    const id = await app.current.startJob(json)
    for (const path of [`/v1/videos/${id}`, `/v1/videos/${id}/content`]) {
      expect((await errorOf(await app.current.call(path))).status).toBe(404)
    }
  })
})

describe('what does not exist', () => {
  test.each(['/', '/v1', '/v1/nothing', '/v1/jobs/a/b/c', '/v2/jobs', '/admin', '/favicon.ico'])(
    'GET %s 404',
    async (path) => {
      for (const key of [undefined, null]) {
        const response = await app.current.call(path, key === null ? { key } : {})
        expect(await errorOf(response)).toEqual({ status: 404, code: 'not_found', param: null })
      }
    },
  )

  test.each([
    ['PUT', '/v1/jobs', 'GET, HEAD, POST'],
    ['DELETE', '/v1/credits', 'GET, HEAD'],
    ['GET', '/v1/chat/completions', 'POST'],
    ['PATCH', '/v1/videos/job_1', 'GET, HEAD, DELETE'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['OPTIONS', '/v1/jobs', 'GET, HEAD, POST'],
  ])('%s %s 405', async (method, path, allow) => {
    const response = await app.current.call(path, { method })
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(allow.split(', ').toSorted())
    expect(await errorOf(response)).toMatchObject({ status: 405, code: 'method_not_allowed' })
  })

  test('a method in a header changes nothing', async () => {
    const headers = { 'x-http-method-override': 'DELETE' }
    expect((await app.current.call('/v1/jobs', { headers })).status).toBe(200)
  })
})
