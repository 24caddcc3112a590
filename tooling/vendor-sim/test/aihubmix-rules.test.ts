import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startAIHubMixSim, type VendorSim } from '../src/index.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0.1 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const HEADERS = { authorization: 'Bearer good-key', 'content-type': 'application/json' }

function post(route: string, body: object): Promise<Response> {
  return fetch(`${sim.baseUrl}/${route}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) })
}

const sora = { model: 'sora-2', prompt: 'waves' }
const veo = { model: 'veo-3.1-generate-preview', prompt: 'waves' }
const wan = { model: 'wan2.6-t2v', prompt: 'waves' }
const seedance = { model: 'doubao-seedance-2-0-260128', prompt: 'waves' }
const url = 'https://example.com/a.png'

test.each<[object, string]>([
  [{ ...sora, seconds: 4 }, 'seconds'],
  [{ ...sora, aspect_ratio: '16:9' }, 'aspect_ratio'],
  [{ ...sora, input_reference: url }, 'input_reference'],
  [{ ...veo, seconds: '8' }, 'seconds'],
  [{ ...veo, aspect_ratio: '16:9' }, 'aspect_ratio'],
  [{ ...veo, input_reference: url }, 'input_reference'],
  [{ ...wan, size: '1:1' }, 'size'],
  [{ ...wan, input_reference: url }, 'input_reference'],
  [{ ...wan, model: 'wan2.6-i2v' }, 'input_reference'],
  [{ ...wan, model: 'wan2.6-i2v', input_reference: { image_url: url } }, 'input_reference'],
  [{ ...wan, model: 'wan2.7-i2v' }, 'input'],
  [
    { model: 'wan2.7-i2v', input: { prompt: 'x' }, parameters: { resolution: '720p' } },
    'parameters.resolution',
  ],
  [{ ...wan, model: 'wan2.7-videoedit' }, 'extra_body'],
  [{ ...wan, model: 'kling-v3-omni', input_reference: url }, 'input_reference'],
  [{ ...wan, model: 'jimeng-3.0-pro', seconds: 7 }, 'seconds'],
  [{ ...seedance, resolution: '1280x720' }, 'resolution'],
  [{ ...seedance, seconds: 5 }, 'seconds'],
  [{ ...seedance, extra_body: {} }, 'extra_body'],
])('videos refuse %j', async (body, param) => {
  const response = await post('videos', body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param } })
  expect(sim.accepted).toHaveLength(0)
})

test.each<[object, object]>([
  [
    { ...sora, seconds: '8', input_reference: { image_url: url } },
    { seconds: '8', size: '720x1280' },
  ],
  [
    { ...veo, seconds: 6, size: '1920x1080' },
    { duration: 6, width: 1920, height: 1080 },
  ],
  [
    { ...wan, model: 'wan2.6-i2v', seconds: 5, input_reference: url },
    { duration: 5, width: 1280, height: 720 },
  ],
  [{ ...wan, seconds: '5' }, { duration: 5 }],
  [
    {
      model: 'wan2.7-i2v',
      input: { prompt: 'waves', media: [{ type: 'first_frame', url }] },
      parameters: { duration: 4, resolution: '1080P' },
    },
    { duration: 4, width: 1920, height: 1080 },
  ],
  [
    { model: 'happyhorse-1.0-t2v', input: { prompt: 'waves' }, parameters: {} },
    { duration: 5, height: 720 },
  ],
  [
    {
      model: 'wan2.7-videoedit',
      prompt: 'waves',
      extra_body: { input: { media: [{ type: 'video', url }] } },
    },
    { model: 'wan2.7-videoedit' },
  ],
  [{ model: 'kling-v3-omni', prompt: 'waves', image: url, image_tail: url }, { duration: 5 }],
  [{ model: 'jimeng-3.0-pro', prompt: 'waves', size: '16:9' }, { duration: 5 }],
  [
    {
      ...seedance,
      duration: 5,
      ratio: '9:16',
      content: [{ type: 'image_url', image_url: { url }, role: 'first_frame' }],
    },
    { duration: 5, width: 720, height: 1280 },
  ],
])('videos take %j', async (body, described) => {
  const response = await post('videos', body)
  expect(await response.json()).toMatchObject({ object: 'video', status: 'queued', ...described })
})

test('ids are long and hold "="', async () => {
  const { id } = (await (await post('videos', wan)).json()) as { id: string }
  expect(id.length).toBeGreaterThan(100)
  expect(id).toContain('=')
  const found = await fetch(`${sim.baseUrl}/videos/${encodeURIComponent(id)}`, { headers: HEADERS })
  expect(await found.json()).toMatchObject({ id })
})

test('a refused video fails as a task', async () => {
  const { id } = (await (await post('videos', { ...wan, prompt: '[[refuse]]' })).json()) as { id: string }
  const look = async (): Promise<unknown> =>
    (await fetch(`${sim.baseUrl}/videos/${id}`, { headers: HEADERS })).json()
  await expect
    .poll(look, { timeout: 10_000 })
    .toMatchObject({ status: 'failed', error: { code: 'moderation_blocked' } })
  expect(sim.accepted).toHaveLength(1)
})

test('everything else is refused at once, unpaid', async () => {
  const image = await post('images/generations', { model: 'gpt-image-2', prompt: '[[refuse]]' })
  expect(image.status).toBe(400)
  expect(await image.json()).toMatchObject({ error: { code: 'moderation_blocked' } })
  const messages = [{ role: 'user', content: '[[refuse]]' }]
  expect((await post('chat/completions', { model: 'gpt-5', messages })).status).toBe(400)
  expect(sim.accepted).toHaveLength(0)
})

test.each<[object, object]>([
  [{ response_format: 'b64_json' }, { param: 'response_format', code: 'unknown_parameter' }],
  [{ n: 11 }, { param: 'n', code: 'invalid_value' }],
  [{ size: '1024x576' }, { param: 'size', code: 'size_not_supported' }],
  [{ quality: 'max' }, { param: 'quality' }],
  [{ model: undefined }, { param: 'model' }],
])('images refuse %j', async (extra, error) => {
  const response = await post('images/generations', { model: 'gpt-image-2', prompt: 'x', ...extra })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error })
})

test('other families leave their pictures at a presigned address', async () => {
  const response = await post('images/generations', {
    model: 'mai-image-2.6',
    prompt: 'x',
    size: '1024x1024',
  })
  const { data } = (await response.json()) as { data: [{ url: string }] }
  const picture = await fetch(data[0].url)
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(imageSize(await picture.bytes())).toMatchObject({ width: 1024, height: 1024 })
  expect((await fetch(data[0].url, { headers: HEADERS })).status).toBe(400)
})

test('other families hand their pictures over as they are told', async () => {
  const asked = { model: 'mai-image-2.6', prompt: 'x', response_format: 'b64_json' }
  expect(await (await post('images/generations', asked)).json()).toMatchObject({
    data: [{ b64_json: expect.any(String) }],
  })
})

test.each([
  ['gpt-image-1.5', 200],
  ['gpt-image-2', 400],
])('%s answers %i to input_fidelity', async (model, status) => {
  const body = new FormData()
  for (const [name, value] of Object.entries({ model, prompt: 'x', input_fidelity: 'high' }))
    body.set(name, value)
  body.set('image', new Blob(['x'], { type: 'image/png' }), 'a.png')
  const { authorization } = HEADERS
  const response = await fetch(`${sim.baseUrl}/images/edits`, {
    method: 'POST',
    headers: { authorization },
    body,
  })
  expect(response.status).toBe(status)
})

test('an unknown model is a 503 whose message speaks of the model', async () => {
  const response = await post('images/generations', {
    model: 'dall-e-3',
    prompt: 'x',
    response_format: 'url',
  })
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    error: {
      type: 'Aihubmix_api_error',
      message: expect.stringMatching(/model ID.*dall-e-3.*\(tid: \w+\)$/),
    },
  })
})

test.each([
  [{ model: 'tts-1', input: 'x', voice: 'nobody' }, 'voice'],
  [{ model: 'tts-1', input: 'x', voice: 'alloy', instructions: 'slowly' }, 'instructions'],
  [{ model: 'tts-1', input: 'x'.repeat(4097), voice: 'alloy' }, 'input'],
  [{ model: 'tts-1', input: 'x', voice: 'alloy', response_format: 'midi' }, 'response_format'],
])('speech refuses %j', async (body, param) => {
  const response = await post('audio/speech', body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { param } })
})

test('a stream ends with [DONE] and leaves the object word of Claude chunks empty', async () => {
  const messages = [{ role: 'user', content: 'hi' }]
  const text = await (
    await post('chat/completions', { model: 'claude-sonnet-5', messages, stream: true })
  ).text()
  const events = text.split('\n\n').filter(Boolean)
  expect(events.at(-1)).toBe('data: [DONE]')
  expect(JSON.parse(events[0]?.slice(6) ?? '')).toMatchObject({ object: '', model: 'claude-sonnet-5' })
})
