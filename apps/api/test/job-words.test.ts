import OpenAI, { toFile } from 'openai'
import { expect, test } from 'vitest'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'
import { refusals, type Hostile } from './hostile/rows.ts'

/** What jobs take beside the work itself, on calls of OpenAI's shape. */
const app = sharedApp()

const picture = () => new File([new Uint8Array(png(8, 8))], 'a.png')
const data = `data:image/png;base64,${Buffer.from(png(8, 8)).toString('base64')}`
const chat = { model: 'mock/chat', messages: [{ role: 'user', content: 'hello' }] }

const JSON_CALLS: [path: string, body: object][] = [
  ['/v1/images/generations', { model: 'mock/image', prompt: 'x' }],
  ['/v1/images/edits', { model: 'mock/image-edit', prompt: 'x', images: [{ image_url: data }] }],
  ['/v1/audio/speech', { model: 'mock/speech', input: 'Good morning.' }],
  ['/v1/videos', { model: 'mock/video', prompt: 'x' }],
]
const FORM_CALLS: [path: string, fields: Record<string, string | File>][] = [
  ['/v1/images/edits', { model: 'mock/image-edit', prompt: 'x', image: picture() }],
  ['/v1/audio/transcriptions', { model: 'mock/transcription', file: picture() }],
  ['/v1/audio/translations', { model: 'mock/translation', file: picture() }],
  ['/v1/videos', { model: 'mock/video', prompt: 'x' }],
]
const DIRECT_CALLS: [path: string, body: object][] = [
  ['/v1/chat/completions', chat],
  ['/v1/chat/completions', { ...chat, stream: true }],
  ['/v1/embeddings', { model: 'mock/embedding', input: 'hello' }],
]

function form(fields: Record<string, string | File>): { method: string; body: FormData } {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { method: 'POST', body }
}

const bad = { status: 400, code: 'invalid_request' }
const notAllowed = { code: 'url_not_allowed' }
const inJson = (calls: typeof JSON_CALLS, words: object, param: string, more = {}): Hostile[] =>
  calls.map(([path, body]) => ({
    id: JSON.stringify(words),
    what: path,
    path,
    init: { json: { ...body, ...words } },
    ...bad,
    ...more,
    param,
  }))
const inForms = (words: Record<string, string>, param: string, more = {}): Hostile[] =>
  FORM_CALLS.map(([path, fields]) => ({
    id: `form ${JSON.stringify(words)}`,
    what: path,
    path,
    init: () => form({ ...fields, ...words }),
    ...bad,
    ...more,
    param,
  }))

refusals('words for the job', app, '', [
  ...inJson([...JSON_CALLS, ...DIRECT_CALLS], { max_credits: '0' }, 'max_credits'),
  ...inJson([...JSON_CALLS, ...DIRECT_CALLS], { max_credits: 5 }, 'max_credits'),
  ...inJson([...JSON_CALLS, ...DIRECT_CALLS], { quote_id: 'quote_none' }, 'quote_id'),
  ...inJson(JSON_CALLS, { webhook_url: 'ftp://example.com' }, 'webhook_url', notAllowed),
  ...inJson(DIRECT_CALLS, { webhook_url: 'https://example.com' }, 'webhook_url'),
  ...inJson(JSON_CALLS, { metadata: { a: 5 } }, 'metadata.a'),
  ...inJson(JSON_CALLS, { provider_options: { none: 1 } }, 'provider_options.none'),
  ...inJson(DIRECT_CALLS, { provider_options: { none: 1 } }, 'provider_options'),
  ...inForms({ max_credits: '0' }, 'max_credits'),
  ...inForms({ max_credits: 'lots' }, 'max_credits'),
  ...inForms({ quote_id: 'quote_none' }, 'quote_id'),
  ...inForms({ webhook_url: 'ftp://example.com' }, 'webhook_url', notAllowed),
  ...inForms({ metadata: 'a=b' }, 'metadata'),
  ...inForms({ metadata: '{"a":5}' }, 'metadata.a'),
  ...inForms({ metadata: '{}', 'metadata[a]': 'b' }, 'metadata'),
  ...inForms({ 'provider_options[none]': '1' }, 'provider_options.none'),
])

test('are honoured in JSON, with the price of a quote', async () => {
  const [, body] = JSON_CALLS[0] ?? ['', {}]
  const quote = await app.current.json('/v1/quotes', {
    json: { model: 'mock/image', kind: 'image', input: { prompt: 'x' } },
  })
  const words = { quote_id: quote['id'], max_credits: '1', metadata: { order: '7' }, webhook_url: null }
  const reply = await app.current.call('/v1/images/generations', { json: { ...body, ...words } })
  expect(reply.status).toBe(200)
  const job = await app.current.json(`/v1/jobs/${reply.headers.get('x-job-id')}`)
  expect(job).toMatchObject({ metadata: { order: '7' }, credits: { charged: '1' } })
})

test('are honoured in forms as SDKs write them', async () => {
  const openai = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: app.current.key })
  const body = {
    model: 'mock/image-edit',
    prompt: 'x',
    image: await toFile(png(8, 8), 'a.png', { type: 'image/png' }),
    max_credits: '100',
    metadata: { order: '7', shop: 'kites' },
    // The default is 20 and twice as dear.
    provider_options: JSON.stringify({ steps: 10 }),
    webhook_url: 'https://hooks.invalid/a',
  }
  const { response } = await openai.images.edit(body).withResponse()
  const id = response.headers.get('x-job-id')
  const { metadata, credits } = await app.current.json(`/v1/jobs/${id}`)
  expect({ metadata, credits }).toMatchObject({ metadata: body.metadata, credits: { charged: '1' } })
  const { data } = await app.current.json(`/v1/webhook-deliveries?job_id=${id}`)
  expect(data).toContainEqual(expect.objectContaining({ url: body.webhook_url }))
})

test('a call with a key that was too dear may be made with more', async () => {
  const ask = (max_credits: string) =>
    app.current.call('/v1/chat/completions', {
      json: { ...chat, max_credits },
      headers: { 'idempotency-key': 'dear' },
    })
  expect((await ask('0')).status).toBe(400)
  expect((await ask('1000')).status).toBe(200)
  // Another body is another call.
  expect((await ask('999')).status).toBe(422)
})
