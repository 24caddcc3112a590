import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startRunwaySim, type VendorSim } from '../src/index.ts'

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

function post(route: string, body: object, headers: Record<string, string> = HEADERS): Promise<Response> {
  return fetch(`${sim.url}/v1/${route}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

const clip = { model: 'gen4.5', promptText: 'waves', ratio: '1280:720', duration: 5 }
const veo = { model: 'veo3.1', promptText: 'waves', ratio: '1920:1080' }
const still = { model: 'gen4_turbo', promptImage: 'https://example.com/a.png', ratio: '1280:720' }

test.each<[string, object, PropertyKey[]]>([
  ['text_to_video', { ...clip, ratio: '1104:832' }, ['ratio']],
  ['text_to_video', { ...clip, duration: 11 }, ['duration']],
  ['text_to_video', { ...clip, duration: 2.5 }, ['duration']],
  ['text_to_video', { ...clip, promptText: 'x'.repeat(1001) }, ['promptText']],
  ['text_to_video', { ...clip, seed: -1 }, ['seed']],
  ['text_to_video', { ...clip, audio: true }, []],
  ['text_to_video', { ...clip, model: 'gen4_turbo' }, ['model']],
  ['text_to_video', { ...veo, duration: 5 }, ['duration']],
  ['text_to_video', { ...veo, contentModeration: { publicFigureThreshold: 'low' } }, []],
  ['image_to_video', { ...still, promptImage: 'http://example.com/a.png' }, ['promptImage']],
  ['image_to_video', { ...still, promptImage: 'https://10.0.0.1/a.png' }, ['promptImage']],
  ['image_to_video', { ...still, promptImage: 'data:video/mp4;base64,AAAA' }, ['promptImage']],
  [
    'image_to_video',
    { ...still, promptImage: [{ uri: still.promptImage, position: 'last' }] },
    ['promptImage'],
  ],
  ['text_to_image', { model: 'gen4_image', promptText: 'x', ratio: '1:1' }, ['ratio']],
  ['text_to_image', { model: 'gen4_image_turbo', promptText: 'x', ratio: '720:720' }, ['referenceImages']],
])('%s refuses %j', async (route, body, path) => {
  const response = await post(route, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    error: 'Validation of body failed',
    issues: [expect.objectContaining({ code: expect.any(String), message: expect.any(String), path })],
    docUrl: expect.any(String),
  })
  expect(sim.accepted).toHaveLength(0)
})

test.each([
  ['text_to_video', { ...veo, duration: 8, audio: false, negativePrompt: 'rain' }, 160],
  ['text_to_video', { ...veo, model: 'veo3.1_fast', duration: 4 }, 60],
  ['image_to_video', { ...still, duration: 10 }, 50],
  [
    'image_to_video',
    { ...still, promptImage: [{ uri: still.promptImage, position: 'first' }], duration: 2 },
    10,
  ],
  ['text_to_image', { model: 'gen4_image', promptText: 'x', ratio: '1920:1080' }, 8],
  ['text_to_image', { model: 'gen4_image', promptText: 'x', ratio: '1280:720' }, 5],
])('%s takes %j for %i credits', async (route, body, credits) => {
  expect(await (await post(route, body)).json()).toEqual({
    id: expect.any(String),
    estimatedCost: { credits },
  })
})

test('the version header is required and has one value', async () => {
  const { 'x-runway-version': _version, ...rest } = HEADERS
  expect((await post('text_to_video', clip, rest)).status).toBe(400)
  const old = await post('text_to_video', clip, { ...HEADERS, 'x-runway-version': '2024-09-13' })
  expect(old.status).toBe(400)
  expect(await old.json()).toMatchObject({ error: expect.stringContaining('X-Runway-Version') })
})

test('output addresses work with their signature and with nothing else', async () => {
  const { id } = (await (
    await post('text_to_image', { model: 'gen4_image', promptText: 'x', ratio: '720:720' })
  ).json()) as {
    id: string
  }
  const task = (await (await fetch(`${sim.url}/v1/tasks/${id}`, { headers: HEADERS })).json()) as {
    output: [string]
  }
  const [url] = task.output
  const plain = await fetch(url)
  expect(plain.headers.get('content-type')).toBe('image/png')
  const whole = await plain.bytes()
  const withKey = await fetch(url, { headers: HEADERS })
  expect(withKey.status).toBe(400)
  expect(await withKey.text()).toContain('Only one auth mechanism allowed')
  expect((await fetch(url.replace(/_jwt=./, '_jwt=!'))).status).toBe(403)
  const part = await fetch(url, { headers: { range: 'bytes=0-7' } })
  expect(part.status).toBe(206)
  expect(await part.bytes()).toEqual(whole.slice(0, 8))
})

test('unknown paths and tasks are not found', async () => {
  expect((await fetch(`${sim.url}/v1/nothing`, { headers: HEADERS })).status).toBe(404)
  const response = await fetch(`${sim.url}/v1/tasks/unknown`, { headers: HEADERS })
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: 'Task not found.' })
})
