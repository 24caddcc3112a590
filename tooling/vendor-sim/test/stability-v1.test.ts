import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startStabilitySim, type VendorSim } from '../src/index.ts'
import { expectV1Refusal, picture, stabilityCalls, type Fields } from './stability-calls.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startStabilitySim()
})
afterEach(() => sim.reset())
afterAll(() => sim.close())
const { post, postJson, get } = stabilityCalls(() => sim)

const ENGINE = '/v1/generation/stable-diffusion-xl-1024-v1-0'
const json = { accept: 'application/json' }
const text_prompts = [{ text: 'a lighthouse', weight: -0.5 }]
const prompts = { 'text_prompts[0][text]': 'a lighthouse', 'text_prompts[0][weight]': '0.5' }
const init_image = picture(128, 64)

test('engines, account and balance', async () => {
  const engine = {
    id: 'stable-diffusion-xl-1024-v1-0',
    name: expect.any(String),
    description: expect.any(String),
  }
  expect(await (await get('/v1/engines/list')).json()).toEqual([{ ...engine, type: 'PICTURE' }])
  expect(await (await get('/v1/user/account')).json()).toEqual({
    id: expect.any(String),
    email: expect.stringContaining('@'),
    organizations: [{ id: expect.any(String), name: expect.any(String), role: 'ADMIN', is_default: true }],
  })
  expect(await (await get('/v1/user/balance')).json()).toEqual({ credits: 9876.54 })
})

test('text to image: several pictures, each with its seed and fate', async () => {
  const body = { text_prompts, width: 640, height: 1536, samples: 2, seed: 5 }
  const reply = await postJson(`${ENGINE}/text-to-image`, body, json)
  expect(reply.status).toBe(200)
  const { artifacts } = (await reply.json()) as { artifacts: { base64: string }[] }
  expect(artifacts).toMatchObject([
    { seed: 5, finishReason: 'SUCCESS' },
    { seed: 6, finishReason: 'SUCCESS' },
  ])
  const size = imageSize(Buffer.from(artifacts[1]?.base64 ?? '', 'base64'))
  expect(size).toMatchObject({ width: 640, height: 1536, type: 'png' })
  expect(sim.accepted).toMatchObject([{ model: 'stable-diffusion-xl-1024-v1-0', body }])
})

test('as bytes the facts are headers', async () => {
  const body = { text_prompts: [{ text: '[[blur]]' }], seed: 5 }
  const reply = await postJson(`${ENGINE}/text-to-image`, body, { accept: 'image/png' })
  const facts = { 'content-type': 'image/png', 'finish-reason': 'CONTENT_FILTERED', seed: '5' }
  expect(Object.fromEntries(reply.headers)).toMatchObject(facts)
})

test.each(['ERROR', 'CONTENT_FILTERED'])('%s is said of a picture, with status 200', async (finishReason) => {
  const text = finishReason === 'ERROR' ? '[[fail]]' : '[[blur]]'
  const reply = await postJson(`${ENGINE}/text-to-image`, { text_prompts: [{ text }], samples: 2 }, json)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject({ artifacts: [{ finishReason }, { finishReason: 'SUCCESS' }] })
})

test.each([
  ['image-to-image', { init_image, image_strength: '1' }],
  ['image-to-image', { init_image, init_image_mode: 'STEP_SCHEDULE', step_schedule_start: '0.65' }],
  ['image-to-image/masking', { init_image, mask_source: 'INIT_IMAGE_ALPHA' }],
  ['image-to-image/masking', { init_image, mask_source: 'MASK_IMAGE_BLACK', mask_image: picture(128, 64) }],
])('%s keeps the size of its picture', async (kind, fields) => {
  const reply = await post(`${ENGINE}/${kind}`, { ...prompts, ...fields }, { accept: 'image/png' })
  expect(reply.status).toBe(200)
  expect(imageSize(await reply.bytes())).toMatchObject({ width: 128, height: 64 })
})

describe('what is refused, in the shape of v1', () => {
  test.each<[object, string, RegExp]>([
    [{}, 'invalid_prompts', /^text_prompts/],
    [{ text_prompts: [] }, 'invalid_prompts', /^text_prompts/],
    [{ text_prompts: [{ text: 'a'.repeat(2001) }] }, 'invalid_prompts', /^text_prompts.0.text/],
    [{ text_prompts, samples: 11 }, 'invalid_samples', /^samples/],
    [{ text_prompts, width: 1024, height: 768 }, 'invalid_height_or_width', /1152x896/],
    [{ text_prompts, steps: 51 }, 'bad_request', /^steps/],
    [{ text_prompts, cfg_scale: 36 }, 'bad_request', /^cfg_scale/],
    [{ text_prompts, sampler: 'FAST' }, 'bad_request', /K_LMS/],
    [{ text_prompts, init_image: 'x' }, 'bad_request', /init_image/],
  ])('text-to-image %j', async (body, name, message) => {
    await expectV1Refusal(postJson(`${ENGINE}/text-to-image`, body, json), 400, name, message)
    expect(sim.accepted).toHaveLength(0)
  })

  test.each<[string, Fields, string, RegExp]>([
    ['image-to-image', {}, 'bad_request', /^init_image/],
    ['image-to-image', { init_image: new Blob(['text']) }, 'invalid_mime_type', /jpeg, png or webp/],
    ['image-to-image', { init_image, step_schedule_start: '1' }, 'bad_request', /^init_image_mode/],
    ['image-to-image', { init_image, width: '1024' }, 'bad_request', /width/],
    [
      'image-to-image/masking',
      { init_image, mask_source: 'MASK_IMAGE_WHITE' },
      'invalid_mask_image',
      /required/,
    ],
    ['image-to-image/masking', { init_image, mask_source: 'ALPHA' }, 'bad_request', /^mask_source/],
    [
      'image-to-image/masking',
      { init_image, mask_source: 'MASK_IMAGE_WHITE', mask_image: picture(64, 64) },
      'invalid_mask_image',
      /size of init_image/,
    ],
  ])('%s %j', async (kind, fields, name, message) => {
    await expectV1Refusal(post(`${ENGINE}/${kind}`, { ...prompts, ...fields }, json), 400, name, message)
    expect(sim.accepted).toHaveLength(0)
  })

  test('keys, accounts, engines, forms, moderation, haste', async () => {
    const path = `${ENGINE}/text-to-image`
    await expectV1Refusal(
      postJson(path, { text_prompts }, { ...json, key: 'wrong' }),
      401,
      'unauthorized',
      /key/,
    )
    await expectV1Refusal(
      postJson(path, { text_prompts }, { ...json, key: 'broke' }),
      402,
      'insufficient_balance',
      /./,
    )
    for (const read of ['/v1/engines/list', '/v1/user/account', '/v1/user/balance']) {
      await expectV1Refusal(get(read, { key: 'wrong' }), 401, 'unauthorized', /key/)
    }
    const gone = path.replace('xl-1024-v1-0', 'v1-6')
    await expectV1Refusal(postJson(gone, { text_prompts }, json), 404, 'not_found', /engine/)
    await expectV1Refusal(get('/v1/nothing'), 404, 'not_found', /./)
    await expectV1Refusal(
      postJson(`${ENGINE}/image-to-image`, { text_prompts }, json),
      400,
      'bad_request',
      /multipart/,
    )
    const refused = postJson(path, { text_prompts: [{ text: '[[refuse]]' }] }, json)
    await expectV1Refusal(refused, 400, 'invalid_prompts', /filtered/)
    const many = postJson(path, { text_prompts, samples: 2 }, { accept: 'image/png' })
    await expectV1Refusal(many, 400, 'invalid_samples', /must be 1/)
    sim.faults.next({ status: 429 })
    await expectV1Refusal(postJson(path, { text_prompts }, json), 429, 'rate_limit_exceeded', /150/)
    expect(sim.accepted).toHaveLength(0)
  })
})
