import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StabilityClient } from '../src/index.ts'

const apiKey = 'sk-abcdefghijklmnop'
let sim: VendorSim
let stability: StabilityClient

beforeAll(async () => {
  sim = await startStabilitySim()
  stability = new StabilityClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  stability.close()
  await sim.close()
})

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

describe('StabilityClient', () => {
  it('sends a form and gets a picture', async () => {
    const result = await stability.generateCore({
      prompt: 'a kite',
      aspect_ratio: '16:9',
      seed: 7,
      output_format: 'png',
    })
    expect(result).toMatchObject({ mediaType: 'image/png', finishReason: 'SUCCESS', seed: 7 })
    expect(Buffer.from(result.bytes.subarray(0, 8))).toEqual(PNG)
    expect(sim.requests[0]).toMatchObject({
      path: '/v2beta/stable-image/generate/core',
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: 'image/*',
        'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/),
      },
      body: { prompt: 'a kite', aspect_ratio: '16:9', seed: '7', output_format: 'png' },
    })
  })

  it('upscales: starts, polls, takes the bytes', async () => {
    const { bytes } = await stability.generateUltra({ prompt: 'a kite' })
    const image = { bytes, filename: 'kite.png', mediaType: 'image/png' }
    const { id } = await stability.upscaleCreative({ image, prompt: 'more kite', creativity: 0.2 })
    expect(await stability.getResult(id)).toEqual({ status: 'in-progress' })
    const result = await stability.waitForResult(id, { pollIntervalMs: 50 })
    expect(Buffer.from(result.bytes.subarray(0, 8))).toEqual(PNG)
    expect(sim.accepted.map(({ route }) => route)).toEqual([
      'POST /v2beta/stable-image/generate/ultra',
      'POST /v2beta/stable-image/upscale/creative',
    ])
  })

  it('upscales fast', async () => {
    const { bytes } = await stability.generateUltra({ prompt: 'a kite' })
    const image = { bytes, filename: 'kite.png', mediaType: 'image/png' }
    expect(await stability.upscaleFast({ image, output_format: 'webp' })).toMatchObject({
      mediaType: 'image/webp',
    })
  })

  it('starts ultra from a picture, which needs a strength', async () => {
    const { bytes } = await stability.generateCore({ prompt: 'a kite' })
    const image = { bytes, filename: 'kite.png', mediaType: 'image/png' }
    await stability.generateUltra({ prompt: 'a kite', image, strength: 0.4 })
    expect(sim.requests.at(-1)).toMatchObject({ body: { strength: '0.4', image: { file: 'kite.png' } } })
    // @ts-expect-error what the types refuse as well
    await expect(async () => stability.generateUltra({ prompt: 'a', image })).rejects.toMatchObject({
      code: 'invalid_argument',
      param: 'strength',
    })
    // @ts-expect-error what the types refuse as well
    await expect(async () => stability.generateUltra({ prompt: 'a', colour: 1 })).rejects.toMatchObject({
      param: 'colour',
    })
  })

  it('hands over a blurred picture as what it is', async () => {
    const result = await stability.generateCore({ prompt: 'a kite [[blur]]' })
    expect(result.finishReason).toBe('CONTENT_FILTERED')
  })

  it('knows how long a throttled account has to rest', async () => {
    sim.faults.next({ status: 429 })
    const call = stability.generateCore({ prompt: 'a' }, { maxAttempts: 1 })
    await expect(call).rejects.toMatchObject({ disposition: 'throttled', retryAfterMs: 60_000 })
  })

  it('reads the balance', async () => {
    expect((await stability.getBalance()).credits).toBeGreaterThan(0)
  })

  it('maps refusal, empty account, wrong key and unknown result', async () => {
    await expect(stability.generateCore({ prompt: '[[refuse]]' })).rejects.toMatchObject({
      status: 403,
      vendorCode: 'content_moderation',
      disposition: 'rejected',
    })
    const call = (key: string) =>
      new StabilityClient({ apiKey: key, baseUrl: sim.baseUrl }).generateCore({ prompt: 'a' })
    await expect(call('sk-broke')).rejects.toMatchObject({ status: 402, disposition: 'rejected' })
    await expect(call('sk-wrong')).rejects.toMatchObject({ status: 401, disposition: 'rejected' })
    await expect(stability.getResult('f'.repeat(64))).rejects.toMatchObject({ status: 404 })
    expect(sim.accepted).toHaveLength(0)
  })

  it.each([
    [{ prompt: '' }, 'prompt'],
    [{ prompt: 'a', aspect_ratio: '4:3' }, 'aspect_ratio'],
    [{ prompt: 'a', seed: 4_294_967_295 }, 'seed'],
    [{ prompt: 'a', width: 5 }, 'width'],
  ])('refuses %o before anything is sent', async (wrong, param) => {
    // @ts-expect-error what the types refuse as well
    await expect(async () => stability.generateCore(wrong)).rejects.toMatchObject({
      code: 'invalid_argument',
      param,
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('never repeats a paid call that may have been taken', async () => {
    sim.faults.next('cut_before_reply', { times: 5 })
    await expect(stability.generateCore({ prompt: 'a' })).rejects.toMatchObject({ disposition: 'ambiguous' })
    expect(sim.accepted).toHaveLength(1)
    sim.reset()
    sim.faults.next({ status: 429, headers: { 'retry-after': '0' } })
    await stability.generateCore({ prompt: 'a' })
    expect(sim.accepted).toHaveLength(1)
  })

  it('does not take JSON for a picture', async () => {
    sim.faults.next({ status: 200, body: { ok: true } })
    await expect(stability.generateCore({ prompt: 'a' })).rejects.toMatchObject({
      code: 'invalid_response',
      disposition: 'ambiguous',
    })
  })
})
