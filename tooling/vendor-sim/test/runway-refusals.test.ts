import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startRunwaySim, type VendorSim } from '../src/index.ts'
import { audio, image, video } from './runway-bodies.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const HEADERS = {
  authorization: 'Bearer good-key',
  'x-runway-version': '2024-11-06',
  'content-type': 'application/json',
}

function call(
  method: string,
  route: string,
  body?: object,
  headers: Record<string, string> = HEADERS,
): Promise<Response> {
  return fetch(`${sim.url}/v1/${route}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

const prompt = { promptText: 'waves' }
const film = { promptVideo: video, ...prompt }
const many = (count: number): object[] => Array.from({ length: count }, () => ({ uri: image }))
const guided = (keyframes: object[]): object => ({ model: 'aleph2', videoUri: video, keyframes })
const range = { start_seconds: 2, end_seconds: 4 }
const speech = { model: 'eleven_v3', ...prompt, voice: { type: 'runway-preset', presetId: 'Maya' } }
const avatar = {
  name: 'Ada',
  personality: 'Kind.',
  referenceImage: image,
  voice: { type: 'runway-live-preset', presetId: 'clara' },
}
const session = { model: 'gwm1_avatars', avatar: { type: 'custom', avatarId: 'a' } }

test.each<[string, object, PropertyKey[]]>([
  [
    'text_to_video',
    { model: 'gen4.5', ...prompt, ratio: '1280:720', duration: 5, proresProfile: '422' },
    ['proresProfile'],
  ],
  ['text_to_video', { model: 'hailuo3', ...prompt, ratio: 'adaptive' }, ['ratio']],
  ['text_to_video', { model: 'seedance2', ...prompt, references: many(10) }, ['references']],
  ['text_to_video', { model: 'seedance2_mini', ...prompt, ratio: '1920:1080' }, ['ratio']],
  ['text_to_video', { model: 'seedance2_5', duration: 31 }, ['duration']],
  [
    'text_to_video',
    { model: 'grok_imagine_1_5', ...prompt, references: many(1), resolution: '1080p' },
    ['resolution'],
  ],
  [
    'text_to_video',
    { model: 'grok_imagine_1_5', ...prompt, referenceAudio: [{ type: 'audio', uri: audio }] },
    ['referenceAudio'],
  ],
  ['text_to_video', { model: 'happyhorse_1_0', ...prompt, references: many(1) }, []],
  ['image_to_video', { model: 'wan3', ...prompt, promptImage: image, ratio: '1280:720' }, ['ratio']],
  [
    'image_to_video',
    { model: 'hailuo3', ...prompt, promptImage: [{ uri: image, position: 'first' }, { uri: image }] },
    ['promptImage'],
  ],
  ['video_to_video', { model: 'aleph2', promptVideo: video }, ['videoUri']],
  ['video_to_video', guided([{ uri: image, seconds: 9, range }]), ['keyframes', 0]],
  [
    'video_to_video',
    guided([
      { uri: image, at: 0.5, range },
      { uri: image, at: 1 },
    ]),
    ['keyframes'],
  ],
  ['video_to_video', { model: 'seedance2_5', ...film, mode: 'edit', duration: 5 }, ['duration']],
  ['video_to_video', { model: 'seedance2_5', ...film, mode: 'extend', ratio: '1280:720' }, ['ratio']],
  ['video_to_hdr', { model: 'ruby', videoUri: video, outputFormat: 'prores' }, ['outputFormat']],
  [
    'video_upscale',
    { model: 'enhance_frame_rate', videoUri: video, targetFramerate: '23.98' },
    ['targetFramerate'],
  ],
  ['character_performance', { model: 'act_two', reference: { type: 'image', uri: image } }, ['character']],
  ['text_to_image', { model: 'seedream5_lite', ...prompt, ratio: '100:100' }, ['ratio']],
  ['text_to_image', { model: 'grok_imagine_image_2', ...prompt, ratio: 'auto_1k', edit: true }, ['edit']],
  ['text_to_image', { model: 'gpt_image_2', ...prompt, ratio: '1024:1024' }, ['ratio']],
  [
    'image_upscale',
    { model: 'magnific_precision_upscaler_v2', imageUri: image, scaleFactor: 3 },
    ['scaleFactor'],
  ],
  ['text_to_speech', { ...speech, speed: 1.3 }, ['speed']],
  ['text_to_speech', { ...speech, voice: { type: 'preset', presetId: 'Maya' } }, ['voice', 'type']],
  ['sound_effect', { model: 'eleven_text_to_sound_v2', ...prompt, duration: 0.4 }, ['duration']],
  ['voice_dubbing', { model: 'eleven_voice_dubbing', audioUri: audio, targetLanguage: 'de' }, ['targetLang']],
  [
    'voice_isolation',
    { model: 'eleven_voice_isolation', audioUri: image.replace('https', 'ftp') },
    ['audioUri'],
  ],
  ['generate/video', { configId: 'Main', input: prompt }, ['configId']],
  [
    'generate/image',
    { configId: 'main', input: { ...prompt, aspectRatio: '1280:720' } },
    ['input', 'aspectRatio'],
  ],
  ['recipes/product_swap', { version: '2026-07' }, ['version']],
  [
    'recipes/multi_shot_video',
    { version: '2026-06', mode: 'custom', shots: [1, 1, 1].map((duration) => ({ prompt: 'abc', duration })) },
    ['shots'],
  ],
  [
    'avatar_videos',
    { model: 'gwm1_avatars', avatar: session.avatar, speech: { type: 'text', text: '' } },
    ['speech', 'text'],
  ],
  ['avatars', { ...avatar, name: 'x'.repeat(51) }, ['name']],
  ['avatars', { ...avatar, voice: { type: 'preset', presetId: 'clara' } }, ['voice', 'type']],
  ['realtime_sessions', { ...session, maxDuration: 9 }, ['maxDuration']],
  [
    'realtime_sessions',
    { ...session, tools: [{ type: 'client_event', name: '1x', description: 'x' }] },
    ['tools', 0, 'name'],
  ],
  ['documents', { name: 'Facts' }, ['content']],
  [
    'voices',
    { name: 'Low', from: { type: 'text', model: 'eleven_ttv_v3', prompt: 'deep' } },
    ['from', 'prompt'],
  ],
  ['voices/preview', { model: 'eleven_ttv_v2', prompt: 'a deep and quiet voice' }, ['model']],
  ['routers', { slug: '9lives' }, ['slug']],
  ['organization/usage', { startDate: '2026-01-01', beforeDate: '2026-09-01' }, ['beforeDate']],
  ['uploads', { filename: 'kite.txt', type: 'ephemeral' }, ['filename']],
])('%s refuses %j', async (route, body, path) => {
  const response = await call('POST', route, body)
  expect(response.status).toBe(400)
  const refusal: unknown = await response.json()
  expect(refusal).toMatchObject({ error: 'Validation of body failed', docUrl: expect.any(String) })
  expect(refusal).toHaveProperty('issues.0.path', expect.arrayContaining(path))
  expect(refusal).toHaveProperty('issues.0.code', expect.any(String))
  expect(sim.accepted).toHaveLength(0)
})

test.each([
  ['voices?limit=101', 'limit'],
  ['voices?limit=0', 'limit'],
  ['voices?colour=red', undefined],
  ['documents', 'sort'],
  ['avatar_usage?startDate=yesterday&endDate=2026-09-01', 'startDate'],
  ['organization/webapp/usage?from=2026-09-01', 'to'],
])('GET %s has a wrong query', async (route, field) => {
  const response = await call('GET', route)
  expect(response.status).toBe(400)
  const refusal: unknown = await response.json()
  expect(refusal).toMatchObject({ error: 'Validation of query failed' })
  expect(refusal).toHaveProperty('issues.0.path', field === undefined ? [] : [field])
})

test('a cursor is one that was given out', async () => {
  expect((await call('GET', 'voices?cursor=nonsense!')).status).toBe(400)
})

test.each([
  ['GET', 'text_to_video'],
  ['POST', 'tasks/abc'],
  ['PUT', 'voices/abc'],
  ['DELETE', 'organization'],
  ['PATCH', 'realtime_sessions/abc'],
])('%s /v1/%s is not allowed', async (method, route) => {
  const response = await call(method, route)
  expect(response.status).toBe(405)
  expect(await response.json()).toEqual({ error: 'Method not allowed.' })
})

test.each([
  ['POST', 'voices'],
  ['GET', 'voices'],
  ['GET', 'organization'],
  ['POST', 'generate/video'],
  ['GET', 'workflows'],
  ['GET', 'avatar_conversations'],
  ['POST', 'realtime_sessions'],
  ['POST', 'recipes/product_ad'],
])('%s /v1/%s wants a key and the version', async (method, route) => {
  const wrong = await call(method, route, undefined, { ...HEADERS, authorization: 'Bearer wrong' })
  expect(wrong.status).toBe(401)
  expect(await wrong.json()).toEqual({ error: expect.any(String) })
  const { 'x-runway-version': _version, ...old } = HEADERS
  expect((await call(method, route, undefined, old)).status).toBe(400)
})

test.each([
  'tasks',
  'routers',
  'avatars',
  'documents',
  'voices',
  'realtime_sessions',
  'workflows',
  'workflow_invocations',
])('an unknown id of %s is not found', async (resource) => {
  const response = await call('GET', `${resource}/unknown`)
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: expect.any(String) })
})

test('an account without credits starts nothing', async () => {
  const poor = { ...HEADERS, authorization: 'Bearer broke' }
  const preview = { model: 'eleven_ttv_v3', prompt: 'a deep and quiet voice' }
  for (const [route, body] of [
    ['realtime_sessions', session],
    ['voices/preview', preview],
    ['voice_isolation', { model: 'eleven_voice_isolation', audioUri: audio }],
  ] as const) {
    const response = await call('POST', route, body, poor)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('credits') })
  }
  expect(sim.accepted).toHaveLength(0)
})

test('nothing that was kept outlives a reset', async () => {
  await call('POST', 'documents', { name: 'Facts', content: 'x' })
  sim.reset()
  const response = await call('GET', 'documents?sort=createdAt&order=asc')
  expect(await response.json()).toEqual({ data: [], nextCursor: '' })
})
