import OpenAI, { toFile } from 'openai'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { assetSchema } from '../src/routes/assets/get.ts'
import { errorOf } from './helpers/envelope.ts'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** The many forms in which OpenAI's calls take and give pictures and sound. What clients do with the usual ones: conformance.test.ts. */
const app = sharedApp()
const PICTURE = png(64, 64)
const TEXT = 'The ferry leaves at seven. Nobody had watered the lemon tree.'
const PNG = `data:image/png;base64,${PICTURE.toString('base64')}`
const NO_ASSET = 'asset_00000000000000000000000000000000'
let openai: OpenAI
let recording: Uint8Array

beforeAll(async () => {
  openai = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: app.current.key })
  const speech = await openai.audio.speech.create({ model: 'mock/speech', input: TEXT, voice: 'alloy' })
  recording = new Uint8Array(await speech.arrayBuffer())
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

function form(...parts: [string, string | Uint8Array][]): FormData {
  const data = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, new Blob([new Uint8Array(value)]), 'blob')
  }
  return data
}

const pictureSchema = z.object({ data: z.array(z.object({ b64_json: z.string() })) })

test.each([
  ['/v1/images/generations', { model: 'mock/image', prompt: 'x', size: '64x64' }],
  ['/v1/audio/speech', { model: 'mock/speech', input: 'Good morning.' }],
  ['/v1/audio/speech', { model: 'mock/speech', input: 'Good evening.', stream_format: 'sse' }],
])('a repeat of %s whose file was deleted says so', async (path, json) => {
  const ask = () =>
    app.current.call(path, {
      json,
      headers: { 'idempotency-key': JSON.stringify(json).replaceAll(/\W/g, '') },
    })
  const first = await ask()
  await first.arrayBuffer()
  const { output } = await app.current.endOf(first.headers.get('x-job-id') ?? '')
  const begun = app.current.log.length
  await app.current.call(`/v1/assets/${output[0]?.asset_id}`, { method: 'DELETE' })
  const text = await (await ask()).text()
  expect(text).toContain('"code":"result_unavailable"')
  expect(text).toContain('was deleted')
  expect(app.current.log.slice(begun).filter(({ level }) => level === 'error')).toEqual([])
})

describe('edits', () => {
  const base: [string, string][] = [
    ['model', 'mock/image-edit'],
    ['prompt', 'More wind'],
  ]
  const edit = (body: FormData) => app.current.call('/v1/images/edits', { body })
  const rolesOf = async (reply: Response) => {
    expect(reply.status).toBe(200)
    pictureSchema.parse(await reply.json())
    const { input } = await app.current.json(`/v1/jobs/${reply.headers.get('x-job-id')}`)
    return z
      .object({ images: z.array(z.looseObject({ role: z.string() })) })
      .parse(input)
      .images.map(({ role }) => role)
  }

  test('take numbered pictures in their order, and texts as numbers', async () => {
    const reply = await edit(
      form(
        ['image[1]', png(65, 64)],
        ['image[0]', PICTURE],
        ...base,
        ['n', '2'],
        ['size', '128x64'],
        ['user', 'u'],
      ),
    )
    expect(await rolesOf(reply)).toEqual(['source', 'reference'])
    const { output } = await app.current.endOf(reply.headers.get('x-job-id') ?? '')
    expect(output.map(({ width, height }) => [width, height])).toEqual([
      [128, 64],
      [128, 64],
    ])
  })

  test('take JSON with addresses and ids, and a mask', async () => {
    const asset = await app.current.json('/v1/uploads', { body: form(['file', PICTURE]), expect: 201 })
    const json = {
      model: 'mock/image-edit',
      prompt: 'More wind',
      images: [{ file_id: asset['id'] }, { image_url: PNG }],
      mask: { file_id: asset['id'], image_url: null },
      n: null,
      quality: null,
    }
    const reply = await app.current.call('/v1/images/edits', { json })
    expect(await rolesOf(reply)).toEqual(['source', 'reference', 'mask'])
  })

  test('are streamed when asked', async () => {
    const image = await toFile(PICTURE, 'a.png', { type: 'image/png' })
    const events = await collect(
      await openai.images.edit({ model: 'mock/image-edit', prompt: 'More wind', image, stream: true }),
    )
    expect(events).toMatchObject([{ type: 'image_edit.completed', size: '64x64', output_format: 'png' }])
  })

  const five = Array.from({ length: 5 }, (): [string, Uint8Array] => ['image[]', PICTURE])
  test.each([
    ['no picture', form(...base), 400, 'image'],
    ['words in place of a picture', form(...base, ['image', Buffer.from('<svg>')]), 415, 'image'],
    ['a foreign asset', form(...base, ['image', NO_ASSET]), 404, 'image'],
    ['more pictures than the model takes', form(...base, ...five), 400, 'image'],
    ['a number that is none', form(...base, ['image', PICTURE], ['n', 'two']), 400, 'n'],
    ['zero of them', form(...base, ['image', PICTURE], ['n', '0']), 400, 'n'],
    [
      'a model for something else',
      form(['model', 'mock/video'], ['prompt', 'x'], ['image', PICTURE]),
      400,
      'model',
    ],
    ['half a picture', form(...base, ['image', PICTURE.subarray(0, 40)]), 400, 'image'],
  ])('refuse %s', async (_, body, status, param) => {
    const { key } = await app.current.newAccount('10')
    const reply = await app.current.call('/v1/images/edits', { body, key })
    expect(await errorOf(reply)).toMatchObject({ status, param })
    expect(await app.current.json('/v1/credits', { key })).toMatchObject({ held: '0', balance: '10' })
    expect(await app.current.json('/v1/jobs', { key })).toMatchObject({ data: [] })
  })

  test.each([
    [[{ image_url: 'data:image/png;base64,@@' }], undefined, 400, 'images[0].image_url'],
    [[{ image_url: PNG }, { image_url: 'not an address' }], undefined, 400, 'images[1].image_url'],
    [[{ image_url: PNG }, { file_id: NO_ASSET }], undefined, 404, 'images[1].file_id'],
    [[{ image_url: PNG }], { file_id: NO_ASSET }, 404, 'mask.file_id'],
    [[{ image_url: PNG }], { image_url: 'data:image/png;base64,QUFB' }, 415, 'mask.image_url'],
    [Array.from({ length: 9 }, () => ({ image_url: PNG })), undefined, 400, 'images'],
  ])('in JSON blame the field that was sent: %j', async (images, mask, status, param) => {
    const json = { model: 'mock/image-edit', prompt: 'x', images, mask }
    expect(await errorOf(await app.current.call('/v1/images/edits', { json }))).toMatchObject({
      status,
      param,
    })
  })

  test('keep no file for somebody who can not pay', async () => {
    const { key } = await app.current.newAccount('0')
    const body = form(...base, ['image', PICTURE])
    expect(await errorOf(await app.current.call('/v1/images/edits', { body, key }))).toMatchObject({
      status: 402,
    })
    expect(await app.current.json('/v1/assets', { key })).toMatchObject({ data: [] })
  })

  test('under one key are one, whatever the boundary', async () => {
    const headers = { 'idempotency-key': 'edit-1' }
    const call = (picture: Uint8Array) =>
      app.current.call('/v1/images/edits', { body: form(...base, ['image', picture]), headers })
    const [first, second] = [await call(PICTURE), await call(PICTURE)]
    expect(second.headers.get('x-job-id')).toBe(first.headers.get('x-job-id'))
    expect(await errorOf(await call(png(66, 64)))).toMatchObject({
      status: 422,
      code: 'idempotency_key_reuse',
    })
  })
})

describe('streams', () => {
  test('of pictures: one event for each', async () => {
    const call = openai.images.generate({
      model: 'mock/image',
      prompt: 'A kite',
      size: '64x64',
      n: 2,
      stream: true,
      partial_images: 2,
    })
    const { data, response } = await call.withResponse()
    expect(response.headers.get('x-job-id')).toMatch(/^job_/)
    const events = await collect(data)
    expect(events.map(({ type }) => type)).toEqual([
      'image_generation.completed',
      'image_generation.completed',
    ])
    expect(events[0]).toMatchObject({ size: '64x64', usage: { total_tokens: expect.any(Number) } })
    expect(
      Buffer.from(events[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('that fail before they begin are ordinary errors', async () => {
    const request = { model: 'mock/image', prompt: '[[refuse]] A kite', stream: true } as const
    await expect(openai.images.generate(request)).rejects.toMatchObject({
      status: 422,
      code: 'content_refused',
    })
  })

  test('of speech: its bytes in pieces', async () => {
    const json = { model: 'mock/speech', input: TEXT, stream_format: 'sse' }
    const reply = await app.current.call('/v1/audio/speech', { json })
    expect(reply.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const events = (await reply.text())
      .split('\n\n')
      .filter(Boolean)
      .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)))
    expect(events.at(-1)).toMatchObject({ type: 'speech.audio.done', usage: {} })
    const bytes = Buffer.concat(
      events.slice(0, -1).map(({ type, audio }) => {
        expect(type).toBe('speech.audio.delta')
        return Buffer.from(audio, 'base64')
      }),
    )
    expect(bytes).toEqual(Buffer.from(recording))
  })
})

test.each<[string, string]>([
  ['range', 'bytes=9999999-'],
  ['range', 'bytes=0-9'],
  ['if-none-match', '*'],
])('a recording that is ordered comes whole, whatever %s says', async (name, value) => {
  const json = { model: 'mock/speech', input: TEXT }
  const reply = await app.current.call('/v1/audio/speech', { json, headers: { [name]: value } })
  expect(reply.status).toBe(200)
  expect((await reply.bytes()).length).toBe(recording.length)
})

describe('transcripts', () => {
  const model = 'mock/transcription'
  const file = () => toFile(recording, 'speech.wav')

  test('as text and subtitles, which are no JSON', async () => {
    const [text, srt, vtt] = await Promise.all(
      (['text', 'srt', 'vtt'] as const).map(async (response_format) =>
        openai.audio.transcriptions.create({ model, file: await file(), response_format }),
      ),
    )
    expect(text).toBe(`${TEXT}\n`)
    expect(srt).toMatch(/^1\n00:00:00,000 --> [\d:,]+\nThe ferry leaves at seven\.\n/)
    expect(vtt).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /)
  })

  test('with time stamps: all ten fields of a segment, the language by its name', async () => {
    const call = { model, file: await file(), response_format: 'verbose_json' as const, language: 'de' }
    const said = await openai.audio.transcriptions.create({ ...call, timestamp_granularities: ['segment'] })
    expect(said).toMatchObject({
      task: 'transcribe',
      language: 'german',
      duration: expect.any(Number),
      text: TEXT,
    })
    expect(said.segments).toHaveLength(2)
    const fields = 'avg_logprob compression_ratio end id no_speech_prob seek start temperature text tokens'
    expect(Object.keys(said.segments?.[0] ?? {}).toSorted()).toEqual(fields.split(' '))
    const english = await openai.audio.translations.create({
      model: 'mock/translation',
      file: await file(),
      response_format: 'verbose_json',
    })
    expect(english).toMatchObject({ task: 'translate', language: 'english' })
  })

  test('streamed: pieces that together are the text', async () => {
    const events = await collect(
      await openai.audio.transcriptions.create({ model, file: await file(), stream: true }),
    )
    const pieces = events.flatMap((event) => (event.type === 'transcript.text.delta' ? [event.delta] : []))
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe(TEXT)
    expect(events.at(-1)).toEqual({ type: 'transcript.text.done', text: TEXT })
  })

  const sound = () => ['file', recording] satisfies [string, Uint8Array]
  test.each([
    ['no file', () => form(['model', model]), 400, 'file'],
    ['a text in its place', () => form(['model', model], ['file', 'hello']), 400, 'file'],
    ['markup', () => form(['model', model], ['file', Buffer.from('<html>')]), 415, 'file'],
    [
      'an unknown format',
      () => form(['model', model], sound(), ['response_format', 'pdf']),
      400,
      'response_format',
    ],
    [
      'a number that is none',
      () => form(['model', model], sound(), ['temperature', '2']),
      400,
      'temperature',
    ],
    ['a picture', () => form(['model', model], ['file', PICTURE]), 415, 'file'],
    ['a model for something else', () => form(['model', 'mock/image'], sound()), 400, null],
  ])('refuse %s', async (_, body, status, param) => {
    const reply = await app.current.call('/v1/audio/transcriptions', { body: body() })
    expect(await errorOf(reply)).toMatchObject({ status, ...(param !== null && { param }) })
  })

  test('and a format of other models', async () => {
    const body = form(['model', 'mock/translation'], sound(), ['response_format', 'diarized_json'])
    const reply = await app.current.call('/v1/audio/translations', { body })
    expect(await errorOf(reply)).toMatchObject({ status: 400, param: 'response_format' })
  })

  test('JSON is no form', async () => {
    const reply = await app.current.call('/v1/audio/transcriptions', { json: { model } })
    expect(await errorOf(reply)).toMatchObject({ status: 415, param: 'Content-Type' })
  })
})

describe('videos', () => {
  const order = async (key: string, json: object) =>
    z.object({ id: z.string() }).parse(await app.current.json('/v1/videos', { key, json })).id

  test('are made anew with another prompt, and deleted with their file', async () => {
    const { key } = await app.current.newAccount('100')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const id = await order(key, { model: 'mock/video', prompt: 'A kite', seconds: 1, aspect_ratio: '1:1' })
    await expect(mine.videos.remix(id, { prompt: 'A gull' })).rejects.toMatchObject({
      status: 400,
      code: 'video_not_ready',
    })
    expect(await app.current.endOf(id, { key })).toMatchObject({ status: 'succeeded' })
    const again = { headers: { 'idempotency-key': 'one-gull' } }
    const remix = await mine.videos.remix(id, { prompt: '[[slow]] A gull' }, again)
    expect(remix).toMatchObject({ remixed_from_video_id: id, seconds: '1', prompt: '[[slow]] A gull' })
    expect((await app.current.json(`/v1/jobs/${remix.id}`, { key }))['input']).toEqual({
      prompt: '[[slow]] A gull',
      duration_seconds: 1,
      aspect_ratio: '1:1',
    })
    await mine.videos.delete(remix.id)
    expect(await mine.videos.delete(id)).toMatchObject({ deleted: true })
    for (const call of ['downloadContent', 'retrieve', 'delete'] as const)
      await expect(mine.videos[call](id)).rejects.toMatchObject({ status: 404, code: 'not_found' })
    // For its money's sake.
    expect(await app.current.json(`/v1/jobs/${id}`, { key })).toMatchObject({ output: [{ url: null }] })
    // What was ordered once is found again; nothing new can be made of it.
    expect(await mine.videos.remix(id, { prompt: '[[slow]] A gull' }, again)).toMatchObject({ id: remix.id })
    await expect(mine.videos.remix(id, { prompt: 'A gull' })).rejects.toMatchObject({
      status: 400,
      code: 'video_not_ready',
    })
    expect(await app.current.json('/v1/assets', { key })).toMatchObject({ data: [] })
  })

  test('that are being stored are not called deleted', async () => {
    const { key } = await app.current.newAccount('100')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const id = await order(key, { model: 'mock/video', prompt: '[[slow]] A kite' })
    await expect.poll(async () => (await mine.videos.retrieve(id)).status).toBe('in_progress')
    const become = (change: string) => app.current.sql.query(`update job set ${change} where id = $1`, [id])
    await become(`state = 'storing', lease_until = now() + interval '1 hour'`)
    await expect(mine.videos.delete(id)).rejects.toMatchObject({ status: 409, code: 'too_late' })
    expect(await mine.videos.retrieve(id)).toMatchObject({ status: 'in_progress' })
    await become('lease_until = null, deadline_at = now()')
  })

  test('are listed from either end', async () => {
    const { key } = await app.current.newAccount('100')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const made: string[] = []
    for (const prompt of ['one', 'two', 'three']) {
      made.push(await order(key, { model: 'mock/video', prompt: `[[slow]] ${prompt}` }))
    }
    const listed = async () =>
      (await collect(mine.videos.list({ limit: 1, order: 'asc' }))).map(({ id }) => id)
    expect(await listed()).toEqual(made)
    await mine.videos.delete(made[1] ?? '')
    expect(await listed()).toEqual([made[0], made[2]])
    for (const id of await listed()) await mine.videos.delete(id)
    expect(await listed()).toEqual([])
  })
})

describe('GET /v1/assets', () => {
  const pageSchema = z.strictObject({
    object: z.literal('list'),
    data: z.array(z.looseObject({ id: z.string(), job_id: z.string().nullable(), media_type: z.string() })),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })

  test('lists what was brought and what was made, newest first, in pages, and filters', async () => {
    const { key } = await app.current.newAccount('100')
    const list = async (query = '') => pageSchema.parse(await app.current.json(`/v1/assets${query}`, { key }))
    const body = form(['file', PICTURE])
    const upload = assetSchema.parse(await app.current.json('/v1/uploads', { key, body, expect: 201 }))
    const id = await app.current.startJob(
      { model: 'mock/image', kind: 'image', input: { prompt: 'x', size: '64x64', n: 2 } },
      { key },
    )
    await app.current.endOf(id, { key })
    await app.current.json('/v1/uploads', { key, body: form(['file', recording]), expect: 201 })
    const all = (await list()).data
    expect(all.map(({ media_type, job_id }) => [media_type, job_id])).toEqual([
      ['audio/wav', null],
      ['image/png', id],
      ['image/png', id],
      ['image/png', null],
    ])
    const paged: string[] = []
    for (let cursor = ''; ;) {
      const page = await list(`?limit=1${cursor}`)
      paged.push(...page.data.map((one) => one.id))
      if (!page.has_more) break
      cursor = `&cursor=${page.next_cursor}`
    }
    expect(paged).toEqual(all.map((one) => one.id))
    const idsOf = async (query: string) => (await list(query)).data.map((one) => one.id)
    expect(await idsOf('?kind=image&source=upload')).toEqual([upload.id])
    expect(await idsOf('?media_type=audio/wav')).toEqual([all[0]?.id])
    expect(await idsOf('?source=result')).toEqual([all[1]?.id, all[2]?.id])
    await app.current.call(`/v1/assets/${upload.id}`, { method: 'DELETE', key })
    expect(await idsOf('?source=upload')).toEqual([all[0]?.id])
    const { key: stranger } = await app.current.newAccount()
    expect(await app.current.json('/v1/assets', { key: stranger })).toMatchObject({
      data: [],
      next_cursor: null,
    })
  })

  test.each(['limit=0', 'limit=101', 'cursor=nonsense', 'kind=cat', 'source=theirs', 'account_id=acc_1'])(
    '?%s 400',
    async (query) => {
      expect(await errorOf(await app.current.call(`/v1/assets?${query}`))).toMatchObject({
        status: 400,
        param: query.split('=')[0],
      })
    },
  )
})
