import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failTask, startStabilitySim, type VendorSim } from '../src/index.ts'
import { expectRefusal, picture, stabilityCalls } from './stability-calls.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startStabilitySim({ taskSeconds: 0.1 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const PATIENCE = { timeout: 10_000 }
const GENERATE = '/v2beta/stable-image/generate'
const UPSCALE = '/v2beta/stable-image/upscale'

const { post, get } = stabilityCalls(() => sim)

test('core answers with bytes and tells its facts in headers', async () => {
  const response = await post(`${GENERATE}/core`, { prompt: 'a lighthouse', aspect_ratio: '16:9', seed: '7' })
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('finish-reason')).toBe('SUCCESS')
  expect(response.headers.get('seed')).toBe('7')
  expect(imageSize(await response.bytes())).toMatchObject({ width: 2016, height: 1152, type: 'png' })
  expect(sim.accepted).toMatchObject([{ route: `POST ${GENERATE}/core`, model: 'core', body: { seed: '7' } }])
})

test('as JSON the facts are fields, and no headers', async () => {
  const fields = { prompt: 'a lighthouse', output_format: 'webp', seed: '7' }
  const response = await post(`${GENERATE}/ultra`, fields, { accept: 'application/json' })
  expect(response.headers.get('content-type')).toBe('application/json; type=image/webp')
  expect(response.headers.get('seed')).toBeNull()
  const body: unknown = await response.json()
  expect(body).toEqual({ image: expect.any(String), finish_reason: 'SUCCESS', seed: 7 })
})

test('a blurred picture is a success by status', async () => {
  const response = await post(`${GENERATE}/core`, { prompt: '[[blur]]' })
  expect(response.status).toBe(200)
  expect(response.headers.get('finish-reason')).toBe('CONTENT_FILTERED')
  expect(sim.accepted).toHaveLength(1)
})

test('fast upscale takes no prompt, tells no seed, and makes four times the size', async () => {
  const response = await post(`${UPSCALE}/fast`, { image: picture(100, 80), output_format: 'jpeg' })
  expect(response.headers.get('seed')).toBeNull()
  expect(imageSize(await response.bytes())).toMatchObject({ width: 400, height: 320, type: 'jpg' })
})

test('creative upscale: started with 200, polled with 202, fetched by its own key only', async () => {
  sim.faults.next({ task: { statuses: ['in-progress'] } })
  const started = await post(`${UPSCALE}/creative`, { image: picture(), prompt: 'sharp' })
  expect(started.status).toBe(200)
  const { id } = (await started.json()) as { id: string }
  expect(id).toMatch(/^[0-9a-f]{64}$/)
  const pending = await get(`/v2beta/results/${id}`)
  expect(pending.status).toBe(202)
  expect(await pending.json()).toEqual({ id, status: 'in-progress' })
  await expect.poll(async () => (await get(`/v2beta/results/${id}`)).status, PATIENCE).toBe(200)
  const done = await get(`/v2beta/results/${id}`)
  expect(imageSize(await done.bytes())).toMatchObject({ width: 1024, height: 1024 })
  expect((await get(`${UPSCALE}/creative/result/${id}`, { accept: 'image/*' })).status).toBe(200)
  await expectRefusal(get(`/v2beta/results/${id}`, { key: 'another' }), 404, 'not_found')
})

test('a failed upscale is an HTTP error on the poll', async () => {
  sim.faults.next(failTask({ failure: 'out of memory' }))
  const { id } = (await (await post(`${UPSCALE}/creative`, { image: picture(), prompt: 'x' })).json()) as {
    id: string
  }
  await expect.poll(async () => (await get(`/v2beta/results/${id}`)).status, PATIENCE).toBe(500)
  await expectRefusal(get(`/v2beta/results/${id}`), 500, 'internal_error', 'out of memory')
})

test.each<[string, Record<string, string>, string]>([
  ['core', {}, 'prompt: is required and cannot be blank'],
  ['core', { prompt: 'x', aspect_ratio: '4:3' }, expect.stringContaining('aspect_ratio: must be one of')],
  ['core', { prompt: 'x', output_format: 'jpg' }, 'output_format: must be one of png, jpeg, webp'],
  ['core', { prompt: 'x', seed: '4294967295' }, 'seed: must be between 0 and 4294967294'],
  ['core', { prompt: 'x'.repeat(10_001) }, 'prompt: must not exceed 10000 characters'],
  ['core', { prompt: 'x', strength: '1' }, 'strength: is not a known field'],
  ['sd3', { prompt: 'x', mode: 'image-to-image', strength: '1' }, 'image: is required for image-to-image'],
  ['sd3', { prompt: 'x', strength: '1' }, 'strength: is only valid for image-to-image'],
  ['sd3', { prompt: 'x', model: 'sd3-large' }, expect.stringContaining('model: must be one of')],
])('%s refuses %j', async (route, fields, problem) => {
  await expectRefusal(post(`${GENERATE}/${route}`, fields), 400, 'bad_request', problem)
  expect(sim.accepted).toHaveLength(0)
})

test('pictures in are judged by their own bytes', async () => {
  const ultra = post(`${GENERATE}/ultra`, { prompt: 'x', image: picture() })
  await expectRefusal(ultra, 400, 'bad_request', 'strength: is required when image is provided')
  const big = post(`${UPSCALE}/creative`, { prompt: 'x', image: picture(1025, 1024) })
  await expectRefusal(big, 400, 'bad_request', expect.stringContaining('image: total pixel count'))
  const wide = post(`${UPSCALE}/fast`, { image: picture(1537, 100) })
  await expectRefusal(wide, 400, 'bad_request', 'image: every side must be at most 1536 pixels')
  const text = post(`${UPSCALE}/fast`, { image: new Blob(['not a picture'], { type: 'image/png' }) })
  await expectRefusal(text, 400, 'bad_request', 'image: must be a jpeg, png or webp image')
})

test('only multipart bodies and documented Accept words pass', async () => {
  const json = fetch(`${sim.baseUrl}${GENERATE}/core`, {
    method: 'POST',
    headers: { authorization: 'Bearer good', 'content-type': 'application/json' },
    body: '{"prompt":"x"}',
  })
  await expectRefusal(json, 400, 'bad_request', 'content-type: must be multipart/form-data')
  const png = post(`${GENERATE}/core`, { prompt: 'x' }, { accept: 'image/png' })
  await expectRefusal(png, 400, 'bad_request', 'accept: must be one of image/*, application/json')
  const huge = post(`${UPSCALE}/fast`, { image: new Blob([new Uint8Array(10 * 1024 * 1024)]) })
  await expectRefusal(huge, 413, 'payload_too_large')
})

test('parameters are judged before the key', async () => {
  await expectRefusal(post(`${GENERATE}/core`, {}, { key: 'wrong' }), 400, 'bad_request')
  await expectRefusal(post(`${GENERATE}/core`, { prompt: 'x' }, { key: 'wrong' }), 401, 'unauthorized')
  await expectRefusal(post(`${GENERATE}/core`, { prompt: 'x' }, { key: 'broke' }), 402, 'payment_required')
})

test('content and language are refused uncharged', async () => {
  await expectRefusal(post(`${GENERATE}/core`, { prompt: '[[refuse]]' }), 403, 'content_moderation')
  await expectRefusal(
    post(`${GENERATE}/core`, { prompt: 'маяк' }),
    422,
    'invalid_language',
    expect.any(String),
  )
  expect(sim.accepted).toHaveLength(0)
})

test('balance', async () => {
  expect(await (await get('/v1/user/balance')).json()).toEqual({ credits: 9876.54 })
  expect((await get('/v1/user/balance', { key: 'wrong' })).status).toBe(401)
})
