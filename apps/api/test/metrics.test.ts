import { describe, expect, test } from 'vitest'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { once } from 'node:events'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })
const scrape = async (headers: Record<string, string> = {}) =>
  app.current.call('/metrics', { key: null, headers })
const seriesOf = (metrics: string, name: string) =>
  metrics.split('\n').filter((line) => line.startsWith(`${name}{`))

async function ask(method: string, path: string): Promise<void> {
  const sent = request(app.current.url + path, { method }).end()
  const [response] = await once(sent, 'response')
  await text(response)
}

describe('/metrics', () => {
  test('counts requests by template, method and status, and has what the service says', async () => {
    await app.current.call('/v1/jobs/job_00000000000000000000000000000000')
    await app.current.call('/v1/credits', { key: null })
    const response = await scrape()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    const body = await response.text()
    const labels = (route: string, status: number) =>
      `jointo_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} 1`
    expect(body).toContain(labels('/v1/jobs/:id', 404))
    expect(body).toContain(labels('/v1/credits', 401))
    expect(body).toContain('jointo_database_up 1')
    expect(body).toContain('jointo_database_connections{state="max"} 10')
  })

  test('what clients make up does not become labels', async () => {
    const before = seriesOf(
      await (await scrape()).text(),
      'jointo_http_request_duration_seconds_count',
    ).length
    await Promise.all(
      Array.from({ length: 50 }, (_, place) =>
        ask(['PROPFIND', 'PUT', 'GET', 'LOCK', 'PATCH'][place % 5] ?? 'GET', `/v1/none-${place}`),
      ),
    )
    await app.current.call('/v1/jobs/%22%0Afoo', { key: null })
    const after = seriesOf(await (await scrape()).text(), 'jointo_http_request_duration_seconds_count')
    // `other`, GET and PATCH on `unmatched`, the scrape itself and the last one.
    expect(after.length - before).toBeLessThanOrEqual(6)
    expect(after.join()).not.toMatch(/none-|PROPFIND|foo/)
  })

  test('that a proxy passed on needs the admin key', async () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
      expect(await errorOf(await scrape({ [header]: '127.0.0.1' }))).toMatchObject({
        status: 403,
        code: 'metrics_not_public',
      })
    }
    const headers = { 'x-forwarded-for': '203.0.113.1', authorization: `Bearer ${ADMIN_KEY}` }
    expect((await scrape(headers)).status).toBe(200)
    expect((await scrape({ ...headers, authorization: 'Bearer wrong' })).status).toBe(403)
  })
})
