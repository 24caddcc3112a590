import { describe, expect, it } from 'vitest'
import { StabilityClient } from '../src/index.ts'
import { setUp } from './helpers/client.ts'
import { png } from './helpers/files.ts'

const { sim, stability } = setUp(0)
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const base64 = PNG.toString('base64')

describe('what came of a generation', () => {
  it.each(['bytes', 'json'] as const)('a blurred picture is no success (%s)', async (answer) => {
    const result = await stability().generateCore({ prompt: 'a kite [[blur]]' }, { answer })
    expect(result).toMatchObject({ outcome: 'filtered', finishReason: 'CONTENT_FILTERED' })
    expect(result).not.toHaveProperty('bytes')
    expect(sim().accepted).toHaveLength(1)
  })

  it('a blurred result of asynchronous work neither', async () => {
    const { id } = await stability().upscaleCreative({ prompt: '[[blur]]', image: png() })
    const result = await stability().getResult(id)
    expect(result).toMatchObject({ status: 'complete', outcome: 'filtered' })
  })

  it('an unheard-of word is kept, and no success', async () => {
    const headers = { 'content-type': 'image/png', 'finish-reason': 'MELTED' }
    const body = 'picture'
    sim().faults.next({ status: 200, headers, body })
    const result = await stability().generateCore({ prompt: 'a' })
    expect(result).toMatchObject({ outcome: 'unknown', finishReason: 'MELTED' })
    sim().faults.next({ status: 200, headers: { ...headers, 'finish-reason': 'constructor' }, body })
    expect(await stability().generateCore({ prompt: 'a' })).toMatchObject({ outcome: 'unknown' })
  })

  it('v1 tells the fate of each picture', async () => {
    const prompts = [{ text: 'a kite [[fail]]' }]
    const results = await stability().generateV1({ text_prompts: prompts, samples: 3, seed: 5 })
    expect(results).toMatchObject([
      { outcome: 'failed', finishReason: 'ERROR', seed: 5, rejectedBytes: Buffer.alloc(0) },
      { outcome: 'succeeded', seed: 6 },
      { outcome: 'succeeded', seed: 7 },
    ])
  })

  it('v1 as bytes can be filtered too', async () => {
    const prompts = [{ text: 'a kite [[blur]]' }]
    const [result] = await stability().generateV1({ text_prompts: prompts }, { answer: 'bytes' })
    expect(result).toMatchObject({ outcome: 'filtered', mediaType: 'image/png' })
  })

  it.each([
    [{ image: base64, finish_reason: 'SUCCESS', seed: 7, new_field: {} }, 7],
    [{ image: base64, finish_reason: 'SUCCESS', seed: '7' }, 7],
    [{ image: base64, finish_reason: 'SUCCESS', seed: 'seven' }, undefined],
    [{ image: base64, audio: null, finish_reason: null, seed: null }, undefined],
    [{ image: base64, seed: '' }, undefined],
    [{ image: base64 }, undefined],
  ])('reads %j', async (body, seed) => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8; type="image/png"' }
    sim().faults.next({ status: 200, headers, body })
    const result = await stability().generateCore({ prompt: 'a' }, { answer: 'json' })
    expect(result).toMatchObject({ outcome: 'succeeded', mediaType: 'image/png', bytes: PNG })
    expect('seed' in result ? result.seed : undefined).toBe(seed)
  })
})

describe('answers that can not be used', () => {
  const call = () => stability().generateCore({ prompt: 'a' })

  it.each([
    ['JSON without a picture', { ok: true }, 'application/json'],
    ['a page', '<html>', 'text/html'],
    ['JSON that is cut', '{"image": "', 'application/json'],
    ['nothing', '', 'image/png'],
  ])('%s is no picture, though it may be paid for', async (_what, body, type) => {
    sim().faults.next({ status: 200, body, headers: { 'content-type': type } })
    await expect(call()).rejects.toMatchObject({
      code: 'invalid_response',
      phase: 'replied',
      disposition: 'ambiguous',
      retryable: false,
      requestId: expect.any(String),
    })
    expect(sim().requests).toHaveLength(1)
  })

  it('v1: a success without picture', async () => {
    sim().faults.next({ status: 200, body: { artifacts: [{ finishReason: 'SUCCESS' }] } })
    const v1 = stability().generateV1({ text_prompts: [{ text: 'a' }] })
    await expect(v1).rejects.toMatchObject({ code: 'invalid_response' })
  })

  it('an id that would lead elsewhere', async () => {
    sim().faults.next({ status: 200, body: { id: '../user/balance' } })
    const start = stability().upscaleCreative({ image: png(), prompt: 'a' })
    await expect(start).rejects.toMatchObject({ code: 'invalid_response', disposition: 'ambiguous' })
  })

  it('a refusal as a page', async () => {
    sim().faults.next({ status: 403, body: '<html>', headers: { 'content-type': 'text/html' } })
    await expect(call()).rejects.toMatchObject({ code: 'http_status', status: 403, disposition: 'rejected' })
  })
})

describe('what Stability refuses', () => {
  it('prompts, empty accounts, unknown keys, results of others', async () => {
    await expect(stability().generateCore({ prompt: '[[refuse]]' })).rejects.toMatchObject({
      status: 403,
      vendorCode: 'content_moderation',
      disposition: 'rejected',
    })
    await expect(stability().generateCore({ prompt: 'маяк' })).rejects.toMatchObject({
      status: 422,
      vendorCode: 'invalid_language',
    })
    const call = (apiKey: string) =>
      new StabilityClient({ apiKey, baseUrl: sim().baseUrl }).generateCore({ prompt: 'a' })
    await expect(call('sk-broke')).rejects.toMatchObject({ status: 402, vendorCode: 'payment_required' })
    await expect(call('sk-wrong')).rejects.toMatchObject({ status: 401, vendorCode: 'unauthorized' })
    expect(sim().accepted).toHaveLength(0)
    const { id } = await stability().upscaleCreative({ image: png(), prompt: 'a' })
    const other = new StabilityClient({ apiKey: 'sk-another', baseUrl: sim().baseUrl })
    await expect(other.getResult(id)).rejects.toMatchObject({ status: 404 })
    // A picture is no sound.
    await expect(stability().getAudioResult(id)).rejects.toMatchObject({ status: 404 })
  })

  it('a throttled account rests one minute', async () => {
    sim().faults.next({ status: 429 })
    const call = stability().generateCore({ prompt: 'a' }, { maxAttempts: 1 })
    await expect(call).rejects.toMatchObject({ disposition: 'throttled', retryAfterMs: 60_000 })
  })

  it('a lost reply of a paid call is not asked for again', async () => {
    sim().faults.next('cut_before_reply', { times: 5 })
    await expect(stability().generateCore({ prompt: 'a' })).rejects.toMatchObject({
      disposition: 'ambiguous',
    })
    expect(sim().accepted).toHaveLength(1)
  })
})

it('lets the time-outs of the client and of a call go before those of a route', async () => {
  const options = { apiKey: 'sk-good', baseUrl: sim().baseUrl, retry: { maxAttempts: 1 } }
  const timeout = { responseMs: 20 }
  const hasty = new StabilityClient({ ...options, timeout })
  sim().faults.next({ hangMs: 2_000 }, { times: 3 })
  const late = { code: 'timeout', limit: 'response' }
  await expect(hasty.getBalance()).rejects.toMatchObject(late)
  await expect(hasty.generateCore({ prompt: 'a' })).rejects.toMatchObject(late)
  await expect(stability().getBalance({ timeout, maxAttempts: 1 })).rejects.toMatchObject(late)
  hasty.close()
})

it('keeps the list of engines where the client has a cache, but never a balance', async () => {
  const kept = new Map<string, string>()
  const store = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => kept.set(key, value),
  }
  const client = new StabilityClient({ apiKey: 'sk-good', baseUrl: sim().baseUrl, cache: { store } })
  expect(await client.listEngines()).toEqual(await client.listEngines())
  await client.getBalance()
  await client.getBalance()
  const paths = sim().requests.map(({ path }) => path)
  expect(paths).toEqual(['/v1/engines/list', '/v1/user/balance', '/v1/user/balance'])
  client.close()
})
