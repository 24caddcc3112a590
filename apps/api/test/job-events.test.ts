import { jobSchema } from '../src/routes/jobs/schema.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', size: '64x64' } }

interface Event {
  id: number
  event: string
  data: Record<string, unknown>
}

function parseEvents(text: string): Event[] {
  return text
    .split('\n\n')
    .map(
      (frame) =>
        new Map(frame.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)])),
    )
    .filter((fields) => fields.has('id'))
    .map((fields) => ({
      id: Number(fields.get('id')),
      event: fields.get('event') ?? '',
      data: JSON.parse(fields.get('data') ?? '{}'),
    }))
}

const follow = (target: TestApp, id: string, lastEventId?: string): Promise<Response> =>
  target.call(
    `/v1/jobs/${id}/events`,
    lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } },
  )

describe('GET /v1/jobs/{id}/events', () => {
  test('tells what was and what comes, in order, and ends with the job', async () => {
    const id = await app.current.startJob(image)
    const response = await follow(app.current, id)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const events = parseEvents(await response.text())
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1))
    expect(events[0]).toMatchObject({ event: 'job.queued', data: { id, sequence: 1, status: 'queued' } })
    expect(events.at(-1)).toMatchObject({
      event: 'job.succeeded',
      data: { status: 'succeeded', charged: '1' },
    })
    const job = jobSchema.parse(await app.current.json(`/v1/jobs/${id}`))
    expect(events.at(-1)?.data['asset_ids']).toEqual(job.output.map((file) => file.asset_id))
    expect(JSON.stringify(events)).not.toContain('red kite')
  })

  test('goes on where it broke off, from every place, without a gap', async () => {
    const id = await app.current.startJob(image)
    const all = parseEvents(await (await follow(app.current, id)).text())
    for (let seen = 0; seen < all.length; seen += 1) {
      const rest = parseEvents(await (await follow(app.current, id, String(seen))).text())
      expect(rest).toEqual(all.slice(seen))
    }
    const over = await follow(app.current, id, String(all.length))
    expect(over.status).toBe(204)
  })

  test.each(['-1', 'x', '1.5', '1e3', '9999', '99999999999', '1; drop'])(
    'refuses Last-Event-ID %s',
    async (lastEventId) => {
      const id = await app.current.startJob(image)
      const error = await errorOf(await follow(app.current, id, lastEventId))
      expect(error).toMatchObject({ status: 400, code: 'invalid_request' })
      expect(error.param?.toLowerCase()).toBe('last-event-id')
    },
  )

  test('keeps a silent stream alive, and says good-bye when the server ends', async () => {
    const own = await createTestApp({ running: false, settings: { keepAliveMs: 30 } })
    const id = await own.startJob(image)
    const response = await follow(own, id)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes(': keep-alive')) text += (await reader?.read())?.value ?? ''
    const closed = own.server.close(1_700)
    for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read())
      text += chunk.value
    await closed
    expect(text).toContain('event: job.queued')
    expect(text).toContain('event: server.closing')
  })

  test('twenty streams of one account are enough; one that leaves makes room, and nobody else is shut out', async () => {
    const own = await createTestApp({ running: false })
    const id = await own.startJob(image)
    const leaving = Array.from({ length: 20 }, () => new AbortController())
    const open = await Promise.all(leaving.map(({ signal }) => own.call(`/v1/jobs/${id}/events`, { signal })))
    expect(open.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    const refused = await follow(own, id)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'rate_limited' })
    const other = await own.newAccount()
    const otherId = await own.startJob(image, { key: other.key })
    const theirs = new AbortController()
    const welcome = await own.call(`/v1/jobs/${otherId}/events`, { key: other.key, signal: theirs.signal })
    expect(welcome.status).toBe(200)
    theirs.abort()
    leaving[0]?.abort()
    const again = new AbortController()
    await expect
      .poll(async () => (await own.call(`/v1/jobs/${id}/events`, { signal: again.signal })).status)
      .toBe(200)
    for (const one of [...leaving, again]) one.abort()
  })

  test('who leaves before his stream has begun gives his place back', async () => {
    const own = await createTestApp({ running: false })
    const id = await own.startJob(image)
    const client = await own.sql.connect()
    try {
      await client.query('begin')
      await client.query('lock table job in access exclusive mode')
      const leaving = new AbortController()
      const left = Array.from({ length: 20 }, () =>
        own.call(`/v1/jobs/${id}/events`, { signal: leaving.signal }).catch(() => undefined),
      )
      await expect.poll(() => own.server.openRequests()).toBe(20)
      // Time to come to the database.
      await sleep(200)
      leaving.abort()
      await Promise.all(left)
      await sleep(50)
      await client.query('commit')
    } finally {
      client.release()
    }
    await expect.poll(() => own.server.openRequests()).toBe(0)
    const last = new AbortController()
    expect((await own.call(`/v1/jobs/${id}/events`, { signal: last.signal })).status).toBe(200)
    last.abort()
  })

  test('an answer without body takes no place', async () => {
    const id = await app.current.startJob(image)
    for (let count = 0; count < 25; count += 1)
      expect((await app.current.call(`/v1/jobs/${id}/events`, { method: 'HEAD' })).status).toBeLessThan(300)
    expect((await follow(app.current, id)).status).toBe(200)
  })
})
