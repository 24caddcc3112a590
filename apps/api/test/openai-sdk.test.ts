import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, toFile } from 'openai'
import { beforeAll, describe, expect, test } from 'vitest'
import { errorOf, readError } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** What OpenAI's package makes of the finer points. The usual calls, with every client: conformance.test.ts. */
const app = sharedApp()
let openai: OpenAI
beforeAll(() => {
  openai = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: app.current.key })
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

describe('chat', () => {
  const request = { model: 'mock/chat', messages: [{ role: 'user' as const, content: 'Hello there' }] }

  test('answers and is charged by its tokens', async () => {
    const { key } = await app.current.newAccount('5')
    const reply = await new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key }).chat.completions.create(
      request,
    )
    expect(reply.object).toBe('chat.completion')
    expect(reply.choices[0]?.message.content).toContain('Hello there')
    expect(reply.choices[0]?.finish_reason).toBe('stop')
    expect(reply.usage?.total_tokens).toBeGreaterThan(0)
    expect(reply._request_id).toMatch(/^req_/)
    const { balance, held } = await app.current.json('/v1/credits', { key })
    expect(Number(balance)).toBeLessThan(5)
    expect(held).toBe('0')
  })

  test('with an idempotency key is answered once: the same again, a stream not', async () => {
    const { key } = await app.current.newAccount('5')
    const headers = { 'idempotency-key': 'a-chat' }
    const ask = async (json: object) => app.current.call('/v1/chat/completions', { json, key, headers })
    const [first, again] = [await ask(request), await ask(request)]
    expect(await again.text()).toBe(await first.text())
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const spent = async () => (await app.current.json('/v1/credits/ledger', { key })).data
    expect(await spent()).toHaveLength(2)
    expect(await errorOf(await ask({ ...request, stream: true }))).toMatchObject({
      status: 422,
      code: 'idempotency_key_reuse',
    })
    headers['idempotency-key'] = 'a-stream'
    expect(await (await ask({ ...request, stream: true })).text()).toContain('[DONE]')
    const repeat = await ask({ ...request, stream: true })
    expect(repeat.headers.get('x-should-retry')).toBe('false')
    expect(await errorOf(repeat)).toMatchObject({ status: 409, code: 'answer_not_kept' })
    expect(await spent()).toHaveLength(3)
    const embed = (encoding_format: string) =>
      app.current.call('/v1/embeddings', {
        json: { model: 'mock/embedding', input: 'a', encoding_format },
        key,
        headers,
      })
    expect(await (await embed('base64')).text()).toBe(await (await embed('base64')).text())
    expect(await errorOf(await embed('float'))).toMatchObject({ status: 422, code: 'idempotency_key_reuse' })
  })

  test('streams, with a finish reason and without usage nobody asked for', async () => {
    const stream = await openai.chat.completions.create({ ...request, stream: true })
    const chunks = await collect(stream)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toContain('Hello there')
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true)
  })

  test('streams the usage last when asked', async () => {
    const stream = await openai.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await collect(stream)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true)
  })

  test('a reader that leaves early is charged for what was delivered, and nothing stays held', async () => {
    const { key } = await app.current.newAccount('5')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const messages = [{ role: 'user' as const, content: 'word '.repeat(80) }]
    const stream = await mine.chat.completions.create({ model: 'mock/chat', messages, stream: true })
    let read = 0
    for await (const _ of stream) {
      read += 1
      if (read === 5) break
    }
    await expect.poll(async () => (await app.current.json('/v1/credits', { key }))['held']).toBe('0')
    expect(Number((await app.current.json('/v1/credits', { key }))['balance'])).toBeLessThan(5)
  })

  test('a refusal before the first words is an ordinary error', async () => {
    const messages = [{ role: 'user' as const, content: '[[refuse]] this' }]
    for (const stream of [false, true]) {
      const call = openai.chat.completions.create({ model: 'mock/chat', messages, stream })
      await expect(call).rejects.toMatchObject({ status: 422, code: 'content_refused' })
    }
  })
})

describe('embeddings', () => {
  const request = { model: 'mock/embedding', input: ['a red kite', 'a blue kite', 'tax law'] }
  const near = (a: number[] = [], b: number[] = []) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

  test('come as the SDK asks for them (base64) and as numbers, in the order of the texts', async () => {
    const { key } = await app.current.newAccount('5')
    const own = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const packed = await own.embeddings.create(request)
    const plain = await own.embeddings.create({ ...request, encoding_format: 'float' })
    expect(packed.data.map(({ index }) => index)).toEqual([0, 1, 2])
    const vectors = packed.data.map(({ embedding }) => embedding)
    expect(vectors[0]).toHaveLength(256)
    for (const [index, vector] of vectors.entries()) {
      const exact = plain.data[index]?.embedding ?? []
      expect(vector).toHaveLength(exact.length)
      vector.forEach((value, at) => expect(value).toBeCloseTo(exact[at] ?? Number.NaN, 6))
    }
    expect(near(vectors[0], vectors[1])).toBeGreaterThan(near(vectors[0], vectors[2]))
    expect(packed.usage.total_tokens).toBeGreaterThan(0)
    const { balance, held } = await app.current.service.credits.balance(
      await app.current.service.apiKeys.authenticate(key),
    )
    expect(Number(balance)).toBeLessThan(5)
    expect(held).toBe('0')
  })

  test('can be shortened', async () => {
    const { data } = await openai.embeddings.create({ model: 'mock/embedding', input: 'a', dimensions: 3 })
    expect(data[0]?.embedding).toHaveLength(3)
  })

  test('need texts or token numbers', async () => {
    for (const input of [[], '', [-1], [1.5], [[1], []], ['']]) {
      const call = openai.embeddings.create({ model: 'mock/embedding', input })
      await expect(call).rejects.toMatchObject({ status: 400, param: expect.stringMatching(/^input/) })
    }
    const call = openai.embeddings.create({ model: 'mock/chat', input: 'a' })
    await expect(call).rejects.toBeInstanceOf(BadRequestError)
  })
})

describe('images', () => {
  test('come as base64 by default', async () => {
    const call = openai.images.generate({
      model: 'mock/image',
      prompt: 'a kite',
      size: '64x64',
      n: 2,
    })
    const { data: reply, response } = await call.withResponse()
    expect(response.headers.get('x-job-id')).toMatch(/^job_/)
    expect(reply).toMatchObject({ output_format: 'png', size: '64x64' })
    expect(reply.data).toHaveLength(2)
    for (const image of reply.data ?? []) {
      expect(Buffer.from(image.b64_json ?? '', 'base64').subarray(0, 8)).toEqual(PNG)
    }
  })

  test('or as links', async () => {
    const reply = await openai.images.generate({
      model: 'mock/image',
      prompt: 'a kite',
      size: '64x64',
      response_format: 'url',
    })
    const url = reply.data?.[0]?.url ?? ''
    expect(url.startsWith(`${app.current.url}/v1/assets/`)).toBe(true)
    const file = await fetch(url, { headers: { authorization: `Bearer ${app.current.key}` } })
    expect(file.headers.get('content-type')).toBe('image/png')
    await file.bytes()
  })

  test('nulls and what the AI SDK adds are no reason to refuse', async () => {
    const json = {
      model: 'mock/image',
      prompt: 'a kite',
      size: '64x64',
      n: 1,
      response_format: 'b64_json',
      quality: null,
      style: null,
      user: null,
      moderation: 'low',
    }
    expect(await app.current.json('/v1/images/generations', { json })).toMatchObject({ data: [{}] })
  })

  test.each([
    ['[[refuse]] it', 422, 'content_refused'],
    ['[[fail]] it', 422, 'vendor_rejected'],
  ])('%s: tried once, told as it is', async (prompt, status, code) => {
    const { key } = await app.current.newAccount('5')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const call = mine.images.generate({ model: 'mock/image', prompt, size: '64x64' })
    await expect(call).rejects.toMatchObject({ status, code, requestID: expect.stringMatching(/^req_/) })
    expect(await app.current.json('/v1/jobs', { key })).toMatchObject({ data: [{ status: 'failed' }] })
    expect(await app.current.json('/v1/credits', { key })).toEqual({
      balance: '5',
      held: '0',
      available: '5',
    })
  })
})

describe('speech', () => {
  test('comes as bytes with its true type', async () => {
    const response = await openai.audio.speech.create({
      model: 'mock/speech',
      voice: 'alloy',
      input: 'Good morning',
    })
    expect(response.headers.get('content-type')).toBe('audio/wav')
    expect(response.headers.get('x-job-id')).toMatch(/^job_/)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 4).toString()).toBe('RIFF')
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
  })

  test('pcm is the samples alone', async () => {
    const call = { model: 'mock/speech', voice: 'alloy', input: 'Good evening' } as const
    const wav = Buffer.from(await (await openai.audio.speech.create(call)).arrayBuffer())
    const response = await openai.audio.speech.create({ ...call, response_format: 'pcm' })
    expect(response.headers.get('content-type')).toBe('audio/pcm')
    const start = wav.indexOf('data') + 8
    const samples = wav.subarray(start, start + wav.readUInt32LE(start - 4))
    expect(Buffer.from(await response.arrayBuffer())).toEqual(samples)
  })

  test('a format the model cannot make is refused in the caller’s words', async () => {
    const call = openai.audio.speech.create({
      model: 'mock/speech',
      voice: 'alloy',
      input: 'Hi',
      response_format: 'flac',
    })
    await expect(call).rejects.toMatchObject({ status: 400, param: 'response_format' })
  })
})

describe('videos', () => {
  test('take a first picture as a file or an address', async () => {
    const { data } = await openai.images.generate({
      model: 'mock/image',
      prompt: 'a kite',
      size: '64x64',
    })
    const png = Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
    const base = { model: 'mock/video', prompt: '[[slow]] a kite' }
    const file = await openai.videos.create({ ...base, input_reference: await toFile(png, 'kite.png') })
    const image_url = `data:image/png;base64,${png.toString('base64')}`
    const address = await openai.videos.create({ ...base, input_reference: { image_url } })
    for (const { id } of [file, address]) {
      const job = await app.current.json(`/v1/jobs/${id}`)
      expect(job['input']).toMatchObject({
        images: [{ role: 'first_frame', asset_id: expect.stringMatching(/^asset_/) }],
      })
      await openai.videos.delete(id)
    }
  })

  test('are paged by the SDK', async () => {
    const { key } = await app.current.newAccount('100')
    const mine = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: key })
    const made: string[] = []
    for (const prompt of ['one', 'two', 'three']) {
      const { id } = await mine.videos.create({ model: 'mock/video', prompt: `[[slow]] ${prompt}` })
      made.push(id)
    }
    const listed: string[] = []
    for await (const video of mine.videos.list({ limit: 1 })) listed.push(video.id)
    expect(listed).toEqual(made.toReversed())
    for (const id of made) await mine.videos.delete(id)
    await expect(mine.videos.list({ after: 'job_unknown' })).rejects.toMatchObject({
      status: 400,
      param: 'after',
    })
  })

  test('that are not finished have no content, and the SDK does not ask again by itself', async () => {
    const { id } = await openai.videos.create({ model: 'mock/video', prompt: '[[slow]] a kite' })
    await expect(openai.videos.downloadContent(id)).rejects.toMatchObject({
      status: 400,
      code: 'video_not_ready',
    })
    await app.current.json(`/v1/jobs/${id}/cancel`, { method: 'POST' })
    await expect
      .poll(async () => openai.videos.retrieve(id), { timeout: 10_000 })
      .toMatchObject({ status: 'failed', error: { code: 'cancelled' } })
    await expect(openai.videos.downloadContent(id)).rejects.toMatchObject({ status: 404 })
    await openai.videos.delete(id)
    await expect(openai.videos.retrieve(id)).rejects.toMatchObject({ status: 404, code: 'not_found' })
  })

  test('a wrong length is named in the caller’s words', async () => {
    const call = openai.videos.create({ model: 'mock/video', prompt: 'a kite', seconds: '11' as '12' })
    await expect(call).rejects.toMatchObject({ status: 400, param: 'seconds' })
  })
})

describe('models', () => {
  test('are listed and found, with the slash written either way', async () => {
    const ids: string[] = []
    for await (const model of openai.models.list()) ids.push(model.id)
    expect(ids).toEqual(expect.arrayContaining(['mock/image', 'mock/video', 'mock/speech', 'mock/chat']))
    expect(await openai.models.retrieve('mock/image')).toMatchObject({
      id: 'mock/image',
      object: 'model',
      owned_by: 'mock',
    })
    expect(await app.current.json('/v1/models/mock/image')).toMatchObject({ id: 'mock/image' })
    await expect(openai.models.retrieve('mock/nothing')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    })
  })
})

test('a model for something else is named as the fault, for there is no kind to choose', async () => {
  const { chat, images, audio, embeddings, videos } = openai
  const wrong = { model: 'mock/chat', prompt: 'x' }
  const file = await toFile(PNG, 'a.png', { type: 'image/png' })
  const calls = [
    images.generate(wrong),
    images.edit({ ...wrong, image: file }),
    audio.speech.create({ model: 'mock/chat', input: 'x', voice: 'alloy' }),
    videos.create(wrong),
    embeddings.create({ model: 'mock/chat', input: 'x' }),
    chat.completions.create({ model: 'mock/image', messages: [{ role: 'user', content: 'x' }] }),
  ]
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({ reason: { status: 400, param: 'model', code: 'invalid_request' } })
})

describe('a slip of the pen in what has few values is refused before anything is charged', () => {
  const offered = { type: 'function', function: { name: 'weather' } }
  test.each([
    ['quality', { quality: 'hgih' }, /low, medium, high/],
    ['background', { background: 'red' }, /auto, transparent or opaque/],
    ['moderation', { moderation: 'none' }, /"auto" or "low"/],
  ])('a picture’s %s', async (param, wrong, allowed) => {
    const json = { model: 'mock/image', prompt: 'x', size: '64x64', ...wrong }
    const reply = await app.current.call('/v1/images/generations', { json })
    expect(reply.status).toBe(400)
    expect(await readError(reply)).toMatchObject({ param, message: expect.stringMatching(allowed) })
  })

  test.each([
    ['tool_choice', { tools: [offered], tool_choice: 'requird' }, /none, auto, required/],
    [
      'tool_choice',
      { tools: [offered], tool_choice: { ...offered, function: { name: 'news' } } },
      /one of tools/,
    ],
    ['tools', { tool_choice: 'required' }, /one at least/],
    ['tools[0]', { tools: [{ type: 'function' }] }, /"function": \{"name"/],
    ['tools[0]', { tools: [{ type: 'functoin', function: { name: 'weather' } }] }, /"custom"/],
    ['response_format.type', { response_format: { type: 'json' } }, /text, json_object or json_schema/],
    ['response_format.json_schema', { response_format: { type: 'json_schema' } }, /give an object/],
    ['messages[0].content', { messages: [{ role: 'user', content: null }] }, /a text or a list of parts/],
    ['messages[0].content', { messages: [{ role: 'user' }] }, /a text or a list of parts/],
    ['messages[0].content', { messages: [{ role: 'user', content: [{ type: 'txt' }] }] }, /text, image_url/],
    ['stop', { stop: ['a', 'b', 'c', 'd', 'e'] }, /at most four/],
  ])('a chat’s %s: %j', async (param, wrong, allowed) => {
    const json = { model: 'mock/chat', messages: [{ role: 'user', content: 'x' }], ...wrong }
    for (const stream of [false, true]) {
      const reply = await app.current.call('/v1/chat/completions', { json: { ...json, stream } })
      expect(reply.status).toBe(400)
      expect(await readError(reply)).toMatchObject({ param, message: expect.stringMatching(allowed) })
    }
  })
})

test('what an assistant said and what else may be without words is taken', async () => {
  const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }
  const json = {
    model: 'mock/chat',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'x' },
          { type: 'image_url', image_url: { url: 'https://a.example/b.png' } },
        ],
      },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
    ],
    tools: [
      { type: 'function', function: { name: 'weather' } },
      { type: 'custom', custom: { name: 'code' } },
    ],
    tool_choice: null,
    response_format: { type: 'text' },
    stop: null,
  }
  expect((await app.current.call('/v1/chat/completions', { json })).status).toBe(200)
  const picture = {
    model: 'mock/image',
    prompt: 'x',
    size: '64x64',
    quality: 'hd',
    background: 'opaque',
    moderation: null,
  }
  expect((await app.current.call('/v1/images/generations', { json: picture })).status).toBe(200)
})

describe('errors are of the SDK’s own classes', () => {
  test('401', async () => {
    const wrong = new OpenAI({ baseURL: `${app.current.url}/v1`, apiKey: 'jt_live_wrong' })
    await expect(wrong.models.list()).rejects.toBeInstanceOf(AuthenticationError)
  })

  test('404 on a route we do not have', async () => {
    await expect(openai.moderations.create({ input: 'x' })).rejects.toBeInstanceOf(NotFoundError)
  })

  test('400', async () => {
    const call = openai.images.generate({ model: 'mock/image', prompt: 'x', n: 11 })
    await expect(call).rejects.toBeInstanceOf(BadRequestError)
    await expect(call).rejects.toMatchObject({
      param: 'n',
      code: 'invalid_request',
      type: 'invalid_request_error',
    })
  })
})
