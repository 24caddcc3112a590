import { expect, it } from 'vitest'
import { toStabilityCall } from './mapper.ts'

const picture = { url: 'data:image/png;base64,AAEC' }

it('maps words', () => {
  const input = {
    prompt: 'a',
    negative_prompt: 'b',
    aspect_ratio: '16:9',
    seed: 7,
    format: 'webp',
    style: 'anime',
  }
  expect(toStabilityCall({ model: 'core', kind: 'image', input })).toEqual({
    route: 'core',
    params: {
      prompt: 'a',
      negative_prompt: 'b',
      aspect_ratio: '16:9',
      seed: 7,
      output_format: 'webp',
      style_preset: 'anime',
    },
  })
})

it('sends a picture with its strength, and only then', () => {
  const call = toStabilityCall({
    model: 'ultra',
    kind: 'image',
    input: { prompt: 'a', images: [picture], strength: 0.3 },
  })
  expect(call).toMatchObject({
    route: 'ultra',
    params: {
      strength: 0.3,
      image: { mediaType: 'image/png', filename: 'image.png', bytes: Buffer.from([0, 1, 2]) },
    },
  })
  expect(
    toStabilityCall({ model: 'ultra', kind: 'image', input: { prompt: 'a' } }).params,
  ).not.toHaveProperty('strength')
})

it('maps upscaling', () => {
  const call = toStabilityCall({
    model: 'upscale-creative',
    kind: 'image_upscale',
    input: { prompt: 'a', images: [picture] },
    provider_options: { creativity: 0.2 },
  })
  expect(call).toMatchObject({ route: 'upscale-creative', params: { prompt: 'a', creativity: 0.2 } })
})

it.each([
  [{ model: 'ultra', input: { prompt: 'a', strength: 0.5 } }, 'input.strength'],
  [
    { model: 'ultra', input: { prompt: 'a', images: [{ url: 'https://files.example/a.png' }] } },
    'input.images.0',
  ],
  [
    {
      model: 'upscale-creative',
      input: { prompt: 'a', images: [picture] },
      provider_options: { creativity: 1 },
    },
    'provider_options.creativity',
  ],
  [{ model: 'core', input: { prompt: 'a' }, provider_options: { steps: 1 } }, 'provider_options.steps'],
])('refuses %o at %s', (request, param) => {
  expect(() => toStabilityCall({ kind: 'image', ...request })).toThrow(
    expect.objectContaining({ code: 'invalid_request', param }),
  )
})
