import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const kind = 'image_upscale'
const images = [picture('source')]
const words = { prompt: 'a kite', negative_prompt: 'rain', seed: 7, format: 'webp', images }
const sentWords = {
  prompt: 'a kite',
  negative_prompt: 'rain',
  seed: 7,
  output_format: 'webp',
  image: sentPicture,
}

export const upscaleRows: readonly MappingRow[] = [
  {
    request: { model: 'upscale-fast', kind, input: { images, format: 'jpeg' } },
    route: 'upscaleFast',
    params: { image: sentPicture, output_format: 'jpeg' },
  },
  {
    request: { model: 'upscale-conservative', kind, input: words, provider_options: { creativity: 0.2 } },
    route: 'upscaleConservative',
    params: { ...sentWords, creativity: 0.2 },
  },
  {
    request: {
      model: 'upscale-creative',
      kind,
      input: { ...words, style: 'enhance' },
      provider_options: { creativity: 0.1 },
    },
    route: 'upscaleCreative',
    params: { ...sentWords, style_preset: 'enhance', creativity: 0.1 },
  },
]

export const upscaleRefusals: readonly RefusalRow[] = [
  {
    request: {
      model: 'upscale-conservative',
      kind,
      input: { prompt: 'a', images },
      provider_options: { creativity: 0.1 },
    },
    param: 'provider_options.creativity',
  },
  {
    request: {
      model: 'upscale-creative',
      kind,
      input: { prompt: 'a', images },
      provider_options: { creativity: 1 },
    },
    param: 'provider_options.creativity',
  },
]
