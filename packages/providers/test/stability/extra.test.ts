import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { StabilityProvider, type GenerationRequest } from '../../src/index.ts'
import { image, PICTURE } from '../subjects/subject.ts'

let sim: VendorSim
let open: StabilityProvider
let closed: StabilityProvider
beforeAll(async () => {
  sim = await startStabilitySim()
  const options = { apiKey: 'sk-good', baseUrl: sim.baseUrl, retry: { maxAttempts: 1 } }
  open = new StabilityProvider({ ...options, allowExtra: true })
  closed = new StabilityProvider(options)
})
beforeEach(() => sim.reset())
afterAll(async () => {
  await open.close()
  await closed.close()
  await sim.close()
})

const sdxl = 'stable-diffusion-xl-1024-v1-0'
const images = [{ url: PICTURE }]
const extra = { new_field: 'on', newer_field: 2, newest_field: true }

it('sends nothing unknown unless it was opened for that', async () => {
  const request = { ...image('core', 'a'), provider_options: { extra } }
  await expect(closed.start(request)).rejects.toMatchObject({
    code: 'invalid_request',
    param: 'provider_options.extra',
  })
  expect(sim.requests).toHaveLength(0)
})

/** The simulator knows no new fields: it refuses them by name, which shows that they came. */
const requests: readonly GenerationRequest[] = [
  image('core', 'a', { style: 'anime' }),
  image('sd3.5-large', 'a', { images }),
  image(sdxl, 'a', { negative_prompt: 'b', n: 2 }),
  image(sdxl, 'a', { negative_prompt: 'b', images }),
  { model: `${sdxl}-masking`, kind: 'image_edit', input: { prompt: 'a', images } },
  { model: 'upscale-creative', kind: 'image_upscale', input: { prompt: 'a', images } },
  { model: 'stable-audio-3', kind: 'music', input: { prompt: 'a' } },
  { model: 'stable-fast-3d', kind: 'model_3d', input: { images } },
]

it.each(requests)('sends unknown fields beside what it knows: $kind by $model', async (request) => {
  await closed.start(request)
  const plain = sim.requests.at(-1)?.body
  const error = await open
    .start({ ...request, provider_options: { extra } })
    .catch((reason: unknown) => reason)
  expect(String(error)).toMatch(/new_field/)
  const seen = sim.requests.at(-1)?.body
  const json = request.model === sdxl && request.input.images === undefined
  const sent = json ? extra : { new_field: 'on', newer_field: '2', newest_field: 'true' }
  expect(seen).toEqual({ ...Object(plain), ...sent })
})

it.each([
  [image('core', 'a'), { prompt: 'b' }, 'prompt'],
  [image('sd3.5-flash', 'a'), { model: 'sd3.5-large' }, 'model'],
  [image(sdxl, 'a'), { steps: 50 }, 'steps'],
  [image(sdxl, 'a'), { samples: 10 }, 'samples'],
  [image(sdxl, 'a', { images }), { 'text_prompts[0][text]': 'b' }, 'text_prompts[0][text]'],
  [image('core', 'a'), { new_field: ['a'] }, 'new_field'],
])('never replaces what is said: %j with %j', async (request, replacing, field) => {
  await expect(open.start({ ...request, provider_options: { extra: replacing } })).rejects.toMatchObject({
    code: 'invalid_request',
    param: `provider_options.extra.${field}`,
  })
  expect(sim.requests).toHaveLength(0)
})
