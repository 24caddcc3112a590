import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, ADMIN_KEY, type TestApp } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'

let app: TestApp
let folder: string
const cleanups: (() => Promise<void>)[] = []
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jointo-built-'))
  app = await createTestApp({ settings: { consoleFolder: folder } }, (work) => cleanups.push(work))
})
afterAll(async () => {
  for (const work of cleanups.toReversed()) await work()
  await rm(folder, { recursive: true, force: true })
})

const OURS = { 'x-jointo-console': '1', 'sec-fetch-site': 'same-origin' }
const ask = (url: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
  fetch(app.url + url, { ...init, headers: { ...OURS, ...Object.fromEntries(new Headers(headers)) } })
const signIn = (key: string, headers: Record<string, string> = {}): Promise<Response> =>
  ask('/console/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ key }),
  })
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('the session', () => {
  test('a key becomes a cookie that no script, other site or other path gets, and that does not hold it', async () => {
    const response = await signIn(app.key)
    expect(await response.json()).toEqual({ account: true, operator: false })
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; Max-Age=43200; Path=\/console; HttpOnly; SameSite=Strict$/)
    for (const text of [app.key, Buffer.from(app.key).toString('base64url')])
      expect(cookie).not.toContain(text)
    const credits = await ask('/console/api/v1/credits', { headers: { cookie: cookieOf(response) } })
    expect(await credits.json()).toMatchObject({ balance: '1000' })
    expect(credits.headers.get('x-request-id')).toMatch(/^req_/)
  })

  test('the operator’s key opens /admin and nothing of an account, and the other way round', async () => {
    const operator = cookieOf(await signIn(ADMIN_KEY))
    const account = cookieOf(await signIn(app.key))
    const statusOf = async (url: string, cookie: string) => (await ask(url, { headers: { cookie } })).status
    expect(await statusOf('/console/api/admin/accounts', operator)).toBe(200)
    // All of the query is passed on: this is no number.
    expect(await statusOf('/console/api/v1/jobs?limit=1?', account)).toBe(400)
    expect(await statusOf('/console/api/v1/credits', operator)).toBe(401)
    expect(await statusOf('/console/api/v1/credits', account)).toBe(200)
    expect(await statusOf('/console/api/admin/accounts', account)).toBe(401)
    // A cookie under the other's name.
    expect(await statusOf('/console/api/admin/accounts', account.replace('=', '_operator='))).toBe(401)
  })

  test.for(['jt_live_nobody', 'wrong', 'Schlüssel', 'x'.repeat(500)])('%s opens nothing', async (key) => {
    const response = await signIn(key)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await errorOf(response)).toMatchObject({ status: 401, code: 'invalid_api_key' })
  })

  test('a body that is none is refused with its field', async () => {
    const headers = { 'content-type': 'application/json' }
    const response = await ask('/console/session', { method: 'POST', headers, body: '{"kee":"x"}' })
    expect(await errorOf(response)).toMatchObject({ status: 400, param: 'key' })
  })

  test('it opens nothing without its key or with a changed byte, and is ended by the page alone', async () => {
    const { key, id } = await app.newAccount()
    const cookie = cookieOf(await signIn(key))
    const status = async (sent: string) =>
      (await ask('/console/api/v1/credits', { headers: { cookie: sent } })).status
    expect(await status(cookie)).toBe(200)
    const changed = cookie.at(-5) === 'A' ? 'B' : 'A'
    expect(await status(cookie.slice(0, -5) + changed + cookie.slice(-4))).toBe(401)
    await app.service.apiKeys.revoke(id)
    const revoked = await ask('/console/api/v1/credits', { headers: { cookie } })
    expect(await errorOf(revoked)).toMatchObject({ status: 401, code: 'key_revoked' })
    // Nobody may have waited for this answer: the next says the same.
    expect(revoked.headers.getSetCookie()).toEqual([])
  })

  test.for([
    ['', ['jointo_console', 'jointo_console_operator']],
    ['?role=account', ['jointo_console']],
    ['?role=operator', ['jointo_console_operator']],
  ] as const)('DELETE /console/session%s takes %s', async ([search, names]) => {
    const out = await ask(`/console/session${search}`, { method: 'DELETE' })
    expect(out.status).toBe(204)
    const taken = names.map((name) => expect.stringMatching(new RegExp(`^${name}=;.*Max-Age=0`)))
    expect(out.headers.getSetCookie()).toEqual(taken)
  })

  test('another role than these two is refused, with the name of the field', async () => {
    const response = await ask('/console/session?role=admin', { method: 'DELETE' })
    expect(await errorOf(response)).toMatchObject({ status: 400, param: 'role' })
  })
})

describe('other origins', () => {
  test.for(['cross-site', 'same-site', 'none'])('%s: refused whatever the cookie says', async (site) => {
    const cookie = cookieOf(await signIn(app.key))
    for (const method of ['GET', 'POST']) {
      const headers = { cookie, 'sec-fetch-site': site }
      const response = await ask('/console/api/v1/credits', { method, headers })
      expect(await errorOf(response)).toMatchObject({ status: 403, code: 'cross_origin' })
    }
    expect((await signIn(app.key, { 'sec-fetch-site': site })).status).toBe(403)
  })

  test('a form without our header changes nothing, also where the browser does not say its site', async () => {
    const cookie = cookieOf(await signIn(app.key))
    const body = new URLSearchParams({ model: 'mock/image' })
    const response = await fetch(`${app.url}/console/api/v1/jobs`, {
      method: 'POST',
      headers: { cookie },
      body,
    })
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'cross_origin' })
  })

  test('the public API knows no cookies, and nobody is told that he may read', async () => {
    const cookie = cookieOf(await signIn(app.key))
    expect((await ask('/v1/credits', { headers: { cookie } })).status).toBe(401)
    const headers = { cookie, origin: 'https://evil.example' }
    const allowed = await ask('/console/api/v1/credits', { headers })
    expect(allowed.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.for(['/console/api/console/session', '/console/api//evil.example/v1/x', '/console/api/metrics'])(
    '%s leads nowhere',
    async (url) => {
      const cookie = cookieOf(await signIn(app.key))
      expect((await ask(url, { headers: { cookie } })).status).toBe(404)
    },
  )
})

describe('the pages', () => {
  test('not built: a page that says how', async () => {
    const response = await fetch(`${app.url}/console/create`)
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('@jointo/console build')
  })

  test('built: one document under a strict policy, files for ever, nothing else', async () => {
    await mkdir(path.join(folder, 'assets'))
    await writeFile(path.join(folder, 'index.html'), '<meta content="{{nonce}}">')
    await writeFile(path.join(folder, 'assets', 'main-abc.js'), 'let x = 1')
    await writeFile(path.join(folder, 'secret.js'), 'secret')
    const page = await fetch(`${app.url}/console/jobs/job_1`)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(policy).not.toContain('unsafe')
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(await page.text()).toBe(`<meta content="${nonce}">`)
    expect((await fetch(`${app.url}/console`)).headers.get('content-security-policy')).not.toBe(policy)
    const script = await fetch(`${app.url}/console/assets/main-abc.js`)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    for (const name of ['..%2fsecret.js', 'none.js', 'index.html'])
      expect((await fetch(`${app.url}/console/assets/${name}`)).status).toBe(404)
  })
})
