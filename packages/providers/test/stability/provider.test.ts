import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StabilityProvider, type GenerationRequest } from '../../src/index.ts'
import { wavDataUrl } from '../helpers/wav.ts'
import { image, PICTURE } from '../subjects/subject.ts'

let sim: VendorSim
let provider: StabilityProvider
beforeAll(async () => {
  sim = await startStabilitySim()
  provider = new StabilityProvider({ apiKey: 'sk-good', baseUrl: sim.baseUrl, retry: { maxAttempts: 1 } })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  await provider.close()
  await sim.close()
})

const sdxl = 'stable-diffusion-xl-1024-v1-0'
const images = [{ url: PICTURE }]

function pngOf(width: number, height: number): string {
  const bytes = Buffer.from(PICTURE.slice(PICTURE.indexOf(',') + 1), 'base64')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return `data:image/png;base64,${bytes.toString('base64')}`
}

const tooSmall = { url: pngOf(63, 64) }
const impossible: readonly [what: string, request: GenerationRequest, param: string, cure: RegExp][] = [
  ['a small picture', image('ultra', 'a', { images: [tooSmall] }), 'input.images', /at least 64 pixels/],
  [
    'a picture of 1,537 pixels to the fast upscaler',
    { model: 'upscale-fast', kind: 'image_upscale', input: { images: [{ url: pngOf(1_537, 32) }] } },
    'input.images',
    /no side may have more than 1536 pixels/,
  ],
  [
    'a long subject to light',
    {
      model: 'replace-background-and-relight',
      kind: 'image_edit',
      input: { prompt: 'a', images: [{ url: pngOf(64, 161) }] },
    },
    'input.images',
    /no side may be more than 2.5 times the other/,
  ],
  [
    'a mask of another size to SDXL',
    {
      model: `${sdxl}-masking`,
      kind: 'image_edit',
      input: { prompt: 'a', images: [...images, { url: pngOf(65, 64), role: 'mask' }] },
    },
    'input.images',
    /as large as init_image/,
  ],
  [
    'no picture at all',
    image('ultra', 'a', { images: [{ url: 'data:image/png;base64,AAEC' }] }),
    'input.images',
    /is no JPEG, PNG or WebP/,
  ],
]

describe('refused before anything is sent', () => {
  it.each(impossible)('%s', async (_what, request, param, message) => {
    await expect(provider.start(request)).rejects.toMatchObject({
      code: 'invalid_request',
      disposition: 'rejected',
      param,
      message: expect.stringMatching(message),
    })
    expect(sim.requests).toHaveLength(0)
  })
})

it('names the prompt when the vendor takes it for another language', async () => {
  const body = { id: '1', name: 'invalid_language', errors: ['English is the only supported language'] }
  sim.faults.next({ status: 422, body })
  await expect(provider.start(image('core', 'ein roter Drachen'))).rejects.toMatchObject({
    code: 'invalid_request',
    disposition: 'rejected',
    param: 'input.prompt',
    vendorCode: 'invalid_language',
  })
})

it.each([
  [403, 'content_moderation', 'content_refused'],
  [422, 'public_figure', 'content_refused'],
  [422, 'copyrighted_content', 'content_refused'],
  [413, 'payload_too_large', 'vendor_rejected'],
  [400, 'a_new_name', 'vendor_rejected'],
  [402, 'payment_required', 'vendor_unavailable'],
  [403, 'no_access', 'vendor_unavailable'],
  [500, 'internal_error', 'vendor_unavailable'],
])('reads %i %s as %s', async (status, name, code) => {
  sim.faults.next({ status, body: { id: '1', name, errors: ['said so'] } })
  await expect(provider.start(image('core', 'a'))).rejects.toMatchObject({ code, vendorCode: name })
})

it('tells a word that v1 filters from a prompt that it does not understand', async () => {
  await expect(provider.start(image(sdxl, '[[refuse]]'))).rejects.toMatchObject({ code: 'content_refused' })
  const body = { id: '1', name: 'invalid_prompts', message: 'text_prompts: too short' }
  sim.faults.next({ status: 400, body })
  await expect(provider.start(image(sdxl, 'a'))).rejects.toMatchObject({ code: 'vendor_rejected' })
})

it('delivers the pictures of SDXL that are of use, and charges for those', async () => {
  const request = image(sdxl, 'a [[blur]]', { n: 3 })
  const result = await provider.start(request)
  expect(result).toMatchObject({
    state: 'completed',
    usage: { images: 2, steps: 60 },
    warnings: [{ code: 'fewer_results', message: expect.stringContaining('1 of 3') }],
  })
  expect(result.state === 'completed' && result.files).toHaveLength(2)
})

it.each([
  [0.93, 1],
  [0.94, 0],
  [0.97, 0],
  [0.98, 1],
  [undefined, 0],
])('warns of a strength of %s that Flash makes little of: %i', async (strength, warnings) => {
  const made = await provider.start(image('sd3.5-flash', 'a', { images, strength }))
  expect(made.warnings).toHaveLength(warnings)
  for (const warning of made.warnings) expect(warning.param).toBe('input.strength')
})

it.each<[GenerationRequest, object]>([
  [image('core', 'a'), { images: 1 }],
  [{ model: 'stable-audio-2', kind: 'music', input: { prompt: 'a' } }, { steps: 50 }],
  [
    {
      model: 'stable-audio-2',
      kind: 'music',
      input: { prompt: 'a', duration_seconds: 1 },
      provider_options: { steps: 31 },
    },
    { steps: 31 },
  ],
  [{ model: 'stable-audio-2.5', kind: 'music', input: { prompt: 'a', duration_seconds: 1 } }, {}],
  [{ model: 'stable-fast-3d', kind: 'model_3d', input: { images } }, {}],
])('says what was used: %j', async (request, usage) => {
  expect(await provider.start(request)).toMatchObject({ state: 'completed', usage, warnings: [] })
})

it.each([
  ['[[blur]]', 'content_refused', 'CONTENT_FILTERED'],
  ['[[fail]]', 'vendor_rejected', 'ERROR'],
])('delivers nothing when the only picture met %s', async (prompt, code, vendorCode) => {
  await expect(provider.start(image(sdxl, prompt))).rejects.toMatchObject({ code, vendorCode })
})

it('tells a blurred picture that was waited for', async () => {
  const request = {
    model: 'upscale-creative',
    kind: 'image_upscale',
    input: { prompt: '[[blur]]', images },
  } as const
  sim.faults.next({ task: { seconds: 0 } })
  const started = await provider.start(request)
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  const handle = { model: request.model, kind: request.kind, vendorTaskId }
  const failure = { code: 'content_refused', vendorCode: 'CONTENT_FILTERED' }
  expect(await provider.status(handle)).toMatchObject({ state: 'failed', failure })
  await expect(provider.openOutput(handle, {})).rejects.toMatchObject({ code: 'content_refused' })
})

it.each(['stable-audio-3', 'stable-audio-3-inpaint'])('looks for %s where sounds are', async (model) => {
  const input = { prompt: 'rain', audio: { url: wavDataUrl(6) }, format: 'wav' }
  sim.faults.next({ task: { seconds: 0 } })
  const started = await provider.start({ model, kind: 'sound', input })
  expect(started).toMatchObject({ state: 'pending', pollAfterMs: 10_000 })
  const vendorTaskId = started.state === 'pending' ? started.vendorTaskId : ''
  const handle = { model, kind: 'sound', vendorTaskId } as const
  expect(await provider.status(handle)).toMatchObject({ state: 'completed' })
  const { stream, mediaType } = await provider.openOutput(handle, {})
  expect((await buffer(stream)).toString('latin1', 8, 12)).toBe('WAVE')
  expect(mediaType).toBe('audio/wav')
  await expect(provider.status({ ...handle, kind: 'image' })).rejects.toMatchObject({
    code: 'result_unavailable',
  })
})
