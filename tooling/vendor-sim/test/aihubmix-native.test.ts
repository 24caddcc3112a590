import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startAIHubMixSim, type VendorSim } from '../src/index.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

type Body = Record<string, unknown>

async function call(
  method: string,
  path: string,
  {
    body,
    headers = { authorization: 'Bearer good-async-key' },
  }: { body?: Body; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(sim.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const qwen = { model: 'qwen-image-3.0', prompt: 'a kite' }
const minimax = { model: 'minimax-h3', prompt: 'a kite' }
const url = 'https://example.com/a.png'

describe('the native media API', () => {
  test('answers pictures at once, as a task of nine fields', async () => {
    const { body } = await call('POST', '/ai/v1/images/generations', { body: qwen })
    expect(Object.keys(Object(body)).toSorted()).toEqual(
      'completed_at created_at error expires_at id model object output status'.split(' '),
    )
    expect(body).toMatchObject({ status: 'completed', output: [{ b64_json: expect.any(String) }] })
  })

  test('makes them later where the account may, and keeps them behind the key', async () => {
    const asked = { ...qwen, async: true, n: 2 }
    const started = await call('POST', '/ai/v1/images/generations', { body: asked })
    const { id } = started.body as { id: string }
    const done = await call('GET', `/ai/v1/images/${id}`)
    expect(done.body).toMatchObject({
      status: 'completed',
      output: [{ result_id: 'r_0' }, { result_id: 'r_1' }],
    })
    const address = `${sim.url}/ai/v1/images/${id}/content/r_1`
    const picture = await fetch(address, { headers: { authorization: 'Bearer good-key' } })
    expect(imageSize(await picture.bytes())).toMatchObject({ width: 512, type: 'png' })
    expect((await fetch(address)).status).toBe(401)
    const refused = await call('POST', '/ai/v1/images/generations', {
      body: asked,
      headers: { authorization: 'Bearer other' },
    })
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'async_not_enabled' } } })
  })

  test('says a task that failed with status 200', async () => {
    const body = { ...qwen, prompt: '[[refuse]]' }
    expect(await call('POST', '/ai/v1/images/generations', { body })).toMatchObject({
      status: 200,
      body: { status: 'failed', error: { code: 'moderation_blocked' } },
    })
  })

  test.each<[string, Body]>([
    ['images/generations', { ...qwen, quality: 'low' }],
    ['images/generations', { model: 'qwen-image-3.0' }],
    ['videos', { ...minimax, seconds: 5 }],
    ['videos', { ...minimax, duration: '5' }],
    ['videos', { ...minimax, input_references: [{ type: 'image_url', url, role: 'first' }] }],
    [
      'videos',
      {
        ...minimax,
        frame_images: [{ frame_type: 'first_frame', image_url: { url } }],
        input_references: [{ type: 'image_url', url }],
      },
    ],
  ])('%s refuses %j', async (route, body) => {
    expect(await call('POST', `/ai/v1/${route}`, { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'schema_violation' } },
    })
    expect(sim.accepted).toHaveLength(0)
  })

  test('keeps a video from those who come too early', async () => {
    sim.faults.next({ task: { seconds: 60 } })
    const { id } = (await call('POST', '/ai/v1/videos', { body: minimax })).body as { id: string }
    expect(await call('GET', `/ai/v1/videos/${id}`)).toMatchObject({ body: { status: 'pending' } })
    expect(await call('GET', `/ai/v1/videos/${id}/content`)).toMatchObject({
      status: 409,
      body: { error: { code: 'result_not_ready' } },
    })
    expect((await call('GET', `/ai/v1/images/${id}`)).status).toBe(404)
  })

  test('lists in pages', async () => {
    for (const prompt of ['a', 'b', 'c'])
      await call('POST', '/ai/v1/videos', { body: { ...minimax, prompt } })
    const first = (await call('GET', '/ai/v1/videos?limit=2')).body as { data: Body[]; next_after: string }
    expect(first).toMatchObject({ object: 'list', has_more: true, data: [{}, {}] })
    const rest = await call('GET', `/ai/v1/videos?limit=2&after=${first.next_after}`)
    expect(rest.body).toMatchObject({ has_more: false, next_after: null, data: [{}] })
  })
})

describe('the other protocols', () => {
  const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
  const headers = { 'x-goog-api-key': 'good-key' }
  const gemini = '/gemini/v1beta/models/gemini-2.5-flash-image'

  test('Gemini answers with text and pictures', async () => {
    const generationConfig = { responseModalities: ['TEXT', 'IMAGE'], imageConfig: { aspectRatio: '1:1' } }
    const reply = await call('POST', `${gemini}:generateContent`, {
      body: { contents, generationConfig },
      headers,
    })
    expect(reply.body).toMatchObject({
      candidates: [
        {
          content: { parts: [{ text: 'You said: hi' }, { inlineData: { mimeType: 'image/png' } }] },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: { promptTokenCount: 1 },
    })
  })

  test.each<[string, Body, number, string]>([
    [`${gemini}:generateContent`, {}, 400, 'INVALID_ARGUMENT'],
    [`${gemini}:streamGenerateContent`, { contents }, 400, 'INVALID_ARGUMENT'],
    ['/gemini/v1beta/models/gemini-99:generateContent', { contents }, 404, 'NOT_FOUND'],
  ])('%s %j is refused', async (path, body, status, word) => {
    expect(await call('POST', path, { body, headers })).toMatchObject({
      status,
      body: { error: { status: word } },
    })
  })

  test('predictions answer in each vendor’s form', async () => {
    const ask = async (vendor: string): Promise<unknown> =>
      (await call('POST', `/v1/models/${vendor}/m/predictions`, { body: { input: { prompt: 'a' } } })).body
    expect(await ask('google')).toMatchObject({ output: [{ bytesBase64: expect.any(String) }, {}, {}, {}] })
    expect(await ask('ideogram')).toMatchObject({ output: { urls: [expect.any(String)] } })
    expect(await ask('qianfan')).toMatchObject({ output: [expect.stringContaining('_jwt=')] })
    expect(await ask('openai')).toMatchObject({ output: { b64_json: [{ bytesBase64: expect.any(String) }] } })
    const waiting = (await ask('bfl')) as { output: [{ polling_url: string }] }
    const done = await call('GET', new URL(waiting.output[0].polling_url).pathname)
    expect(done.body).toMatchObject({ status: 'Ready', result: { sample: expect.any(String) } })
  })

  test('reranking promises no order', async () => {
    const body = { model: 'jina-reranker-v3', query: 'red kite', documents: ['blue boat', 'a red kite'] }
    const reply = await call('POST', '/v1/rerank', { body })
    expect(reply.body).toMatchObject({
      results: [{ index: 0 }, { index: 1, document: { text: 'a red kite' } }],
    })
  })

  test('the account answers the Manage Key alone, and says no with status 200', async () => {
    const ask = (authorization: string): Promise<unknown> =>
      call('GET', '/api/user/self', { headers: { authorization } })
    expect(await ask('manage-1')).toMatchObject({
      status: 200,
      body: { success: true, data: { quota: 6_330_000 } },
    })
    expect(await ask('Bearer sk-inference')).toMatchObject({ status: 200, body: { success: false } })
  })
})
