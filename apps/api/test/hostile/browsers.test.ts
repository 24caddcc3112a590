import { describe, expect, test } from 'vitest'
import { png } from '../helpers/png.ts'
import { sharedApp } from '../helpers/shared-app.ts'
import { rowCounts } from './rows.ts'

const PAGE = 'https://app.example.com'
const app = sharedApp({ running: false, settings: { allowedOrigins: [PAGE] } })
const closed = sharedApp({ running: false })
const open = sharedApp({ running: false, settings: { allowedOrigins: ['*'] } })

const preflight = (origin: string, more: Record<string, string> = {}) => ({
  method: 'OPTIONS',
  key: null,
  headers: { origin, 'access-control-request-method': 'POST', ...more },
})
const corsOf = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'))

const STRANGERS = [
  'https://evil.example',
  'null',
  'https://app.example.com.evil.example',
  'https://evilapp.example.com',
  'https://sub.app.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://APP.example.com',
  'file://',
  '*',
]

describe('pages of other origins', () => {
  test.each(STRANGERS)('H128 %s is told nothing', async (origin) => {
    const before = await rowCounts(app.current)
    const asked = await app.current.call('/v1/jobs', preflight(origin))
    expect([asked.status, corsOf(asked)]).toEqual([405, []])
    const called = await app.current.call('/v1/credits', { headers: { origin, cookie: 'a=b' } })
    expect([called.status, corsOf(called)]).toEqual([200, []])
    // A copy of this answer must not be given to a page that may read it, nor the other way round.
    expect(called.headers.get('vary')).toContain('Origin')
    expect(await rowCounts(app.current)).toEqual(before)
  })

  test('H127 without a setting no origin is allowed', async () => {
    for (const origin of [PAGE, closed.current.url, 'null']) {
      expect(corsOf(await closed.current.call('/v1/credits', { headers: { origin } }))).toEqual([])
      expect((await closed.current.call('/v1/jobs', preflight(origin))).status).toBe(405)
    }
  })
})

describe('pages of an allowed origin', () => {
  test('H126 may send what SDKs send, and no other headers', async () => {
    const wanted =
      'Authorization, content-type, x-stainless-lang, x-stainless-retry-count, openai-organization, idempotency-key, last-event-id, x-forwarded-for, cookie'
    const response = await app.current.call(
      '/v1/jobs',
      preflight(PAGE, { 'access-control-request-headers': wanted }),
    )
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET, HEAD, POST, PATCH, DELETE',
      'access-control-allow-headers': wanted.toLowerCase().replace(', x-forwarded-for, cookie', ''),
    })
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })

  test('H126a may read what clients need, of errors too, and never with cookies', async () => {
    for (const path of ['/v1/credits', '/v1/nothing', '/v1/jobs/x']) {
      const response = await app.current.call(path, { headers: { origin: PAGE } })
      expect(response.headers.get('access-control-allow-origin')).toBe(PAGE)
      const exposed = response.headers.get('access-control-expose-headers')?.split(', ')
      expect(exposed).toEqual(
        expect.arrayContaining([
          'x-request-id',
          'retry-after',
          'retry-after-ms',
          'x-should-retry',
          'x-job-id',
        ]),
      )
      expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    }
  })

  test('H127a a star never comes with credentials', async () => {
    const response = await open.current.call('/v1/credits', { headers: { origin: 'https://any.example' } })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })
})

describe('what browsers are told', () => {
  test.each(['/healthz', '/v1/credits', '/v1/nothing', '/openapi.json', '/v1/jobs/x'])(
    'H130 %s runs nothing, loads nothing and stands in no frame',
    async (path) => {
      expect(Object.fromEntries((await app.current.call(path)).headers)).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
    },
  )

  test('H125 a stored file is shown, never run', async () => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(png(4, 4))], { type: 'text/html' }), 'a.html')
    const { id } = await app.current.json('/v1/uploads', { body, expect: 201 })
    const { headers } = await app.current.call(`/v1/assets/${String(id)}/content`)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="${String(id)}.png"`,
    })
  })

  test.each([
    '<!doctype html><script>alert(1)</script>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '%PDF-1.7',
    'PK\u0003\u0004',
    'MZ',
  ])('H77 %j that calls itself a picture is refused, and nothing is kept', async (content) => {
    const before = await rowCounts(app.current)
    const body = new FormData()
    body.append('file', new Blob([content], { type: 'image/png' }), 'a.png')
    expect((await app.current.call('/v1/uploads', { body })).status).toBe(415)
    expect(await rowCounts(app.current)).toEqual(before)
  })
})
