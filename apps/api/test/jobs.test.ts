import { describe, expect, test } from 'vitest'
import { jobPageSchema, jobSchema } from '../src/routes/jobs/schema.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp()
const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', size: '64x64' } }

describe('POST /v1/jobs', () => {
  test('accepts at once, finishes by itself, charges the price and hands back a link that works', async () => {
    const { key } = await app.current.newAccount('10')
    const accepted = await app.current.call('/v1/jobs', { json: { ...image, metadata: { order: '7' } }, key })
    expect(accepted.status).toBe(202)
    const job = jobSchema.strict().parse(await accepted.json())
    expect(job).toMatchObject({
      object: 'job',
      status: 'queued',
      metadata: { order: '7' },
      credits: { quoted: '1', held: '1' },
    })
    expect(accepted.headers.get('location')).toBe(`${app.current.url}/v1/jobs/${job.id}`)

    const ended = await app.current.endOf(job.id, { key })
    expect(ended).toMatchObject({
      status: 'succeeded',
      progress: 1,
      credits: { quoted: '1', held: '0', charged: '1' },
    })
    const [file] = ended.output
    expect(file?.url).toBe(`${app.current.url}/v1/assets/${file?.asset_id}/content`)
    const bytes = await (
      await fetch(file?.url ?? '', { headers: { authorization: `Bearer ${key}` } })
    ).bytes()
    expect(bytes.length).toBe(file?.bytes)
    expect(await app.current.json('/v1/credits', { key })).toEqual({
      balance: '9',
      held: '0',
      available: '9',
    })
  })

  test('the same key and body give the same job; another body is refused', async () => {
    const headers = { 'idempotency-key': 'order-1' }
    const first = await app.current.call('/v1/jobs', { json: image, headers })
    const again = await app.current.call('/v1/jobs', { json: image, headers })
    expect([first.status, again.status]).toEqual([202, 202])
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const job = jobSchema.parse(await first.json())
    expect(await again.json()).toEqual(job)
    await app.current.endOf(job.id)
    const late = await app.current.call('/v1/jobs', { json: image, headers })
    expect(await late.json()).toEqual(job)
    const other = await app.current.call('/v1/jobs', {
      json: { ...image, input: { prompt: 'a blue kite' } },
      headers,
    })
    expect(await errorOf(other)).toMatchObject({ status: 422, code: 'idempotency_key_reuse' })
  })

  test('without credits there is no job', async () => {
    const { key } = await app.current.newAccount('0.5')
    const response = await app.current.call('/v1/jobs', { json: image, key })
    expect(await errorOf(response)).toMatchObject({ status: 402, code: 'insufficient_credits' })
    expect(await app.current.json('/v1/jobs', { key })).toMatchObject({ data: [], has_more: false })
  })

  test.each([
    ['an unknown field', { ...image, tenant_id: 'x' }, 400, 'invalid_request', 'tenant_id'],
    ['a state of its own', { ...image, credits: { charged: '0' } }, 400, 'invalid_request', 'credits'],
    ['no model', { kind: 'image', input: {} }, 400, 'invalid_request', 'model'],
    ['an unknown kind', { ...image, kind: 'poem' }, 400, 'invalid_request', 'kind'],
    ['a kind in an array', { ...image, kind: ['image'] }, 400, 'invalid_request', 'kind'],
    ['an unknown model', { ...image, model: 'mock/picasso' }, 404, 'model_not_found', undefined],
    ['no input', { model: 'mock/image', kind: 'image' }, 400, 'invalid_request', 'input'],
    ['an input that is no object', { ...image, input: 'a kite' }, 400, 'invalid_request', 'input'],
    [
      'an unknown word',
      { ...image, input: { prompt: 'x', colour: 'red' } },
      400,
      'invalid_request',
      'input.colour',
    ],
    ['n = 0', { ...image, input: { prompt: 'x', n: 0 } }, 400, 'invalid_request', 'input.n'],
    ['n = 1.5', { ...image, input: { prompt: 'x', n: 1.5 } }, 400, 'invalid_request', 'input.n'],
    ['n = "2"', { ...image, input: { prompt: 'x', n: '2' } }, 400, 'invalid_request', 'input.n'],
    ['a cut size', { ...image, input: { prompt: 'x', size: '1024x' } }, 400, 'invalid_request', 'input.size'],
    ['a NUL', { ...image, input: { prompt: 'a\0b' } }, 400, 'invalid_request', 'input.prompt'],
    [
      'half a surrogate pair',
      { ...image, input: { prompt: '\ud83d' } },
      400,
      'invalid_request',
      'input.prompt',
    ],
    ['a number as cap', { ...image, max_credits: 5 }, 400, 'invalid_request', 'max_credits'],
    ['a cap below the price', { ...image, max_credits: '0.1' }, 400, 'invalid_request', 'max_credits'],
    ['numbers as metadata', { ...image, metadata: { a: 1 } }, 400, 'invalid_request', 'metadata.a'],
  ])('refuses %s', async (_, json, status, code, param) => {
    const error = await errorOf(await app.current.call('/v1/jobs', { json }))
    expect(error).toMatchObject({ status, code, ...(param === undefined ? {} : { param }) })
  })

  test.each(['', 'with space', 'ü', 'x'.repeat(256)])('refuses the Idempotency-Key %j', async (value) => {
    // fetch cannot send text above Latin-1; this one fits.
    const response = await app.current.call('/v1/jobs', {
      json: image,
      headers: { 'idempotency-key': value },
    })
    expect(await errorOf(response)).toMatchObject({ status: 400, param: 'idempotency-key' })
  })
})

describe('GET /v1/jobs', () => {
  test('pages through all jobs, newest first, each once', async () => {
    const { key } = await app.current.newAccount('10')
    const made: string[] = []
    for (const prompt of ['one', 'two', 'three']) {
      const json = { ...image, input: { ...image.input, prompt } }
      made.push(await app.current.startJob(json, { key }))
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page = jobPageSchema.strict().parse(await app.current.json(`/v1/jobs?limit=1${query}`, { key }))
      expect(page.data).toHaveLength(1)
      seen.push(...page.data.map((job) => job.id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual(made.toReversed())
  })

  test('filters', async () => {
    const { key } = await app.current.newAccount('10')
    const speech = { model: 'mock/speech', kind: 'speech', input: { text: 'Good morning' } }
    await app.current.startJob(speech, { key })
    await app.current.startJob(image, { key })
    const countOf = async (query: string) => {
      const page = jobPageSchema.parse(await app.current.json(`/v1/jobs?${query}`, { key }))
      return page.data.length
    }
    expect(await countOf('kind=speech')).toBe(1)
    expect(await countOf('model=mock/image')).toBe(1)
    expect(await countOf('q=morning')).toBe(1)
    expect(await countOf('q=%25')).toBe(0)
    expect(await countOf('status=canceled')).toBe(0)
  })

  test.each([
    ['tenant_id=1', 'tenant_id'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['status=done', 'status'],
    ['kind=poem', 'kind'],
    ['cursor=nonsense', 'cursor'],
    ['q=', 'q'],
  ])('refuses ?%s', async (query, param) => {
    expect(await errorOf(await app.current.call(`/v1/jobs?${query}`))).toMatchObject({ status: 400, param })
  })
})

describe('GET /v1/jobs/{id}', () => {
  test.each(['wait=-1', 'wait=61', 'wait=1.5', 'wait=x', 'watch=1'])('refuses ?%s', async (query) => {
    const error = await errorOf(await app.current.call(`/v1/jobs/job_1?${query}`))
    expect(error).toMatchObject({ status: 400, param: query.split('=')[0] })
  })

  test('waits no longer than asked', async () => {
    const json = { model: 'mock/video', kind: 'video', input: { prompt: '[[slow]] a kite' } }
    const id = await app.current.startJob(json)
    const startedAt = performance.now()
    const job = await app.current.json(`/v1/jobs/${id}?wait=1`)
    expect(performance.now() - startedAt).toBeGreaterThan(900)
    expect(job['status']).toMatch(/queued|running/)
    await app.current.call(`/v1/jobs/${id}/cancel`, { method: 'POST' })
  })
})

describe('POST /v1/jobs/{id}/cancel', () => {
  test('a finished job can no longer be canceled, and SDKs do not try again', async () => {
    const id = await app.current.startJob(image)
    await app.current.endOf(id)
    const response = await app.current.call(`/v1/jobs/${id}/cancel`, { method: 'POST' })
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(await errorOf(response)).toMatchObject({ status: 409, code: 'too_late' })
  })

  test('a running one is given up and costs nothing', async () => {
    const { key } = await app.current.newAccount('100')
    const json = { model: 'mock/video', kind: 'video', input: { prompt: '[[slow]] a kite' } }
    const id = await app.current.startJob(json, { key })
    await app.current.json(`/v1/jobs/${id}/cancel`, { method: 'POST', key })
    const job = await app.current.endOf(id, { key })
    expect(job).toMatchObject({ status: 'canceled', credits: { charged: '0', held: '0' } })
    expect(await app.current.json('/v1/credits', { key })).toEqual({
      balance: '100',
      held: '0',
      available: '100',
    })
  })
})
