import { expect, it } from 'vitest'
import { formatCredits, StabilityProvider, type GenerationRequest } from '../../src/index.ts'
import { toStabilityCall } from '../../src/stability/mapper.ts'

const provider = new StabilityProvider({ apiKey: 'sk-unused' })
const credits = (request: GenerationRequest): string => formatCredits(provider.quote(request).amount)

const picture = 'data:image/png;base64,AAEC'
const mask = { url: picture, role: 'mask' } as const
const style = { url: picture, role: 'reference' } as const
const images = [{ url: picture }]
const audio = { url: 'data:audio/wav;base64,AAEC' }
const sdxl = 'stable-diffusion-xl-1024-v1-0'
const prompt = 'a'

/** Worked out by hand from the vendor's list. */
const prices: readonly [price: string, request: GenerationRequest][] = [
  ['3', { model: 'core', kind: 'image', input: { prompt } }],
  ['8', { model: 'ultra', kind: 'image', input: { prompt, images } }],
  ['6.5', { model: 'sd3.5-large', kind: 'image', input: { prompt } }],
  ['4', { model: 'sd3.5-large-turbo', kind: 'image', input: { prompt } }],
  ['3.5', { model: 'sd3.5-medium', kind: 'image', input: { prompt, images } }],
  ['2.5', { model: 'sd3.5-flash', kind: 'image', input: { prompt } }],
  ['5', { model: 'erase', kind: 'image_edit', input: { images } }],
  ['5', { model: 'inpaint', kind: 'image_edit', input: { prompt, images: [...images, mask] } }],
  ['4', { model: 'outpaint', kind: 'image_edit', input: { images }, provider_options: { up: 1 } }],
  [
    '5',
    {
      model: 'search-and-replace',
      kind: 'image_edit',
      input: { prompt, images },
      provider_options: { search_prompt: 'b' },
    },
  ],
  [
    '5',
    {
      model: 'search-and-recolor',
      kind: 'image_edit',
      input: { prompt, images },
      provider_options: { select_prompt: 'b' },
    },
  ],
  ['5', { model: 'remove-background', kind: 'image_edit', input: { images } }],
  ['8', { model: 'replace-background-and-relight', kind: 'image_edit', input: { prompt, images } }],
  ['5', { model: 'control-sketch', kind: 'image_edit', input: { prompt, images } }],
  ['5', { model: 'control-structure', kind: 'image_edit', input: { prompt, images } }],
  ['5', { model: 'control-style', kind: 'image_edit', input: { prompt, images } }],
  ['8', { model: 'style-transfer', kind: 'image_edit', input: { images: [...images, style] } }],
  ['2', { model: 'upscale-fast', kind: 'image_upscale', input: { images } }],
  ['40', { model: 'upscale-conservative', kind: 'image_upscale', input: { prompt, images } }],
  ['60', { model: 'upscale-creative', kind: 'image_upscale', input: { prompt, images } }],
  // 17 + 0.06 for each step, whatever the length.
  ['20', { model: 'stable-audio-2', kind: 'music', input: { prompt, duration_seconds: 1 } }],
  ['18.8', { model: 'stable-audio-2', kind: 'sound', input: { prompt }, provider_options: { steps: 30 } }],
  ['23', { model: 'stable-audio-2', kind: 'music', input: { prompt }, provider_options: { steps: 100 } }],
  ['20', { model: 'stable-audio-2.5', kind: 'music', input: { prompt, audio } }],
  ['20', { model: 'stable-audio-2.5-inpaint', kind: 'music', input: { prompt, audio } }],
  ['26', { model: 'stable-audio-3', kind: 'music', input: { prompt, duration_seconds: 380 } }],
  ['26', { model: 'stable-audio-3-inpaint', kind: 'sound', input: { prompt, audio } }],
  ['10', { model: 'stable-fast-3d', kind: 'model_3d', input: { images } }],
  ['4', { model: 'stable-point-aware-3d', kind: 'model_3d', input: { images } }],
  // 0.9 a picture up to 30 steps, then in proportion.
  ['0.9', { model: sdxl, kind: 'image', input: { prompt } }],
  ['0.9', { model: sdxl, kind: 'image', input: { prompt }, provider_options: { steps: 10 } }],
  ['1.5', { model: sdxl, kind: 'image', input: { prompt }, provider_options: { steps: 50 } }],
  ['9', { model: sdxl, kind: 'image', input: { prompt, n: 10 }, provider_options: { steps: 10 } }],
  ['3.72', { model: sdxl, kind: 'image', input: { prompt, n: 4 }, provider_options: { steps: 31 } }],
  ['1.8', { model: `${sdxl}-masking`, kind: 'image_edit', input: { prompt, images, n: 2 } }],
]

it.each(prices)('asks %s credits for %j', (price, request) => expect(credits(request)).toBe(price))

it('has a price of every model among these', () => {
  const priced = new Set(prices.map(([, { model }]) => model))
  expect(provider.models.filter(({ id }) => !priced.has(id))).toEqual([])
})

it('charges for the pictures that came, never more than quoted', () => {
  const request = {
    model: sdxl,
    kind: 'image',
    input: { prompt, n: 4 },
    provider_options: { steps: 40 },
  } as const
  // 4 x 0.9 x 40 / 30
  expect(credits(request)).toBe('4.8')
  expect(formatCredits(provider.price(request, { images: 3, steps: 120 }))).toBe('3.6')
  expect(formatCredits(provider.price(request, { images: 4, steps: 160 }))).toBe('4.8')
  expect(formatCredits(provider.price(request, { images: 40, steps: 1_600 }))).toBe('4.8')
})

it.each(prices)('of %s leaves nothing to the vendor that decides it: %j', (_price, request) => {
  const { route, params } = toStabilityCall(request)
  const said = Object.entries(params).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  if (route.endsWith('V1')) expect(said).toEqual(expect.arrayContaining(['steps', 'samples']))
  if (/^(generate|transform)(SD3|Audio)/.test(route)) expect(said).toContain('model')
  if (request.model === 'stable-audio-2') expect(said).toContain('steps')
})

it('is the same for a file that nobody has read yet', () => {
  const unread = { url: 'data:application/octet-stream;base64,' }
  expect(credits({ model: 'erase', kind: 'image_edit', input: { images: [unread] } })).toBe('5')
  const input = { prompt, audio: unread }
  const heard = { model: 'stable-audio-2.5', kind: 'sound', input } as const
  expect(credits(heard)).toBe(credits({ ...heard, input: { prompt, audio } }))
})
