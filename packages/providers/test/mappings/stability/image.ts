import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const words = {
  prompt: 'a kite',
  negative_prompt: 'rain',
  aspect_ratio: '16:9',
  seed: 7,
  format: 'webp',
  style: 'anime',
}
const sentWords = {
  prompt: 'a kite',
  negative_prompt: 'rain',
  aspect_ratio: '16:9',
  seed: 7,
  output_format: 'webp',
  style_preset: 'anime',
}
const sdxl = 'stable-diffusion-xl-1024-v1-0'
const masking = `${sdxl}-masking`

export const imageRows: readonly MappingRow[] = [
  { request: { model: 'core', kind: 'image', input: words }, route: 'generateCore', params: sentWords },
  { request: { model: 'ultra', kind: 'image', input: words }, route: 'generateUltra', params: sentWords },
  {
    request: {
      model: 'ultra',
      kind: 'image',
      input: { prompt: 'a', images: [picture('reference')], strength: 0.3 },
    },
    route: 'generateUltra',
    params: { prompt: 'a', image: sentPicture, strength: 0.3 },
  },
  {
    request: { model: 'ultra', kind: 'image', input: { prompt: 'a', images: [picture()] } },
    route: 'generateUltra',
    params: { prompt: 'a', image: sentPicture, strength: 0.5 },
  },
  {
    request: { model: 'sd3.5-large', kind: 'image', input: words, provider_options: { cfg_scale: 5 } },
    route: 'generateSD3',
    params: { ...sentWords, model: 'sd3.5-large', mode: 'text-to-image', cfg_scale: 5 },
  },
  {
    request: { model: 'sd3.5-large-turbo', kind: 'image', input: { prompt: 'a' } },
    route: 'generateSD3',
    params: { prompt: 'a', model: 'sd3.5-large-turbo', mode: 'text-to-image' },
  },
  {
    request: {
      model: 'sd3.5-medium',
      kind: 'image',
      input: { prompt: 'a', images: [picture('source')], strength: 0.7 },
    },
    route: 'generateSD3',
    params: { prompt: 'a', model: 'sd3.5-medium', mode: 'image-to-image', image: sentPicture, strength: 0.7 },
  },
  {
    request: { model: 'sd3.5-flash', kind: 'image', input: { prompt: 'a', images: [picture()] } },
    route: 'generateSD3',
    params: { prompt: 'a', model: 'sd3.5-flash', mode: 'image-to-image', image: sentPicture, strength: 0.95 },
  },
  {
    request: { model: sdxl, kind: 'image', input: { prompt: 'a' } },
    route: 'generateV1',
    params: { text_prompts: [{ text: 'a' }], samples: 1, steps: 30, width: 1024, height: 1024 },
  },
  {
    request: {
      model: sdxl,
      kind: 'image',
      input: { prompt: 'a', negative_prompt: 'b', size: '640x1536', n: 3, seed: 7, style: 'anime' },
      provider_options: { steps: 45, cfg_scale: 9, sampler: 'DDIM', clip_guidance_preset: 'SLOW' },
    },
    route: 'generateV1',
    params: {
      text_prompts: [{ text: 'a' }, { text: 'b', weight: -1 }],
      samples: 3,
      steps: 45,
      width: 640,
      height: 1536,
      seed: 7,
      style_preset: 'anime',
      cfg_scale: 9,
      sampler: 'DDIM',
      clip_guidance_preset: 'SLOW',
    },
  },
  {
    // Strength is turned round: in v1 1 keeps the picture.
    request: { model: sdxl, kind: 'image', input: { prompt: 'a', images: [picture()], strength: 0.9 } },
    route: 'transformV1',
    params: {
      text_prompts: [{ text: 'a' }],
      samples: 1,
      steps: 30,
      init_image: sentPicture,
      init_image_mode: 'IMAGE_STRENGTH',
      image_strength: 0.1,
    },
  },
  {
    request: {
      model: sdxl,
      kind: 'image',
      input: { prompt: 'a', images: [picture()] },
      provider_options: { step_schedule_start: 0.6, step_schedule_end: 0.1 },
    },
    route: 'transformV1',
    params: {
      text_prompts: [{ text: 'a' }],
      samples: 1,
      steps: 30,
      init_image: sentPicture,
      init_image_mode: 'STEP_SCHEDULE',
      step_schedule_start: 0.6,
      step_schedule_end: 0.1,
    },
  },
  {
    request: {
      model: masking,
      kind: 'image_edit',
      input: { prompt: 'a', images: [picture('mask'), picture()], n: 2 },
    },
    route: 'maskV1',
    params: {
      text_prompts: [{ text: 'a' }],
      samples: 2,
      steps: 30,
      init_image: sentPicture,
      mask_source: 'MASK_IMAGE_WHITE',
      mask_image: sentPicture,
    },
  },
  {
    request: { model: masking, kind: 'image_edit', input: { prompt: 'a', images: [picture('source')] } },
    route: 'maskV1',
    params: {
      text_prompts: [{ text: 'a' }],
      samples: 1,
      steps: 30,
      init_image: sentPicture,
      mask_source: 'INIT_IMAGE_ALPHA',
    },
  },
]

export const imageRefusals: readonly RefusalRow[] = [
  {
    request: { model: 'ultra', kind: 'image', input: { prompt: 'a', strength: 0.5 } },
    param: 'input.strength',
  },
  {
    request: { model: 'sd3.5-large', kind: 'image', input: { prompt: 'a', strength: 0.5 } },
    param: 'input.strength',
  },
  {
    request: {
      model: 'sd3.5-large',
      kind: 'image',
      input: { prompt: 'a', images: [picture()], aspect_ratio: '1:1' },
    },
    param: 'input.aspect_ratio',
  },
  {
    request: {
      model: 'ultra',
      kind: 'image',
      input: { prompt: 'a', images: [{ url: 'https://files.example/a.png' }] },
    },
    param: 'input.images[0]',
  },
  {
    request: {
      model: 'ultra',
      kind: 'image',
      input: { prompt: 'a', images: [{ url: 'data:image/gif;base64,AAEC' }] },
    },
    param: 'input.images[0]',
  },
  {
    request: { model: 'core', kind: 'image', input: { prompt: 'a' }, provider_options: { steps: 1 } },
    param: 'provider_options.steps',
  },
  {
    request: {
      model: 'sd3.5-medium',
      kind: 'image',
      input: { prompt: 'a' },
      provider_options: { cfg_scale: 11 },
    },
    param: 'provider_options.cfg_scale',
  },
  { request: { model: 'core', kind: 'image', input: { prompt: 'ein 猫' } }, param: 'input.prompt' },
  { request: { model: 'core', kind: 'image', input: { prompt: '⺀' } }, param: 'input.prompt' },
  {
    request: { model: 'ultra', kind: 'image', input: { prompt: 'a', negative_prompt: 'дождь' } },
    param: 'input.negative_prompt',
  },
  {
    request: {
      model: sdxl,
      kind: 'image',
      input: { prompt: 'a', images: [picture()], size: '1024x1024' },
    },
    param: 'input.size',
  },
  { request: { model: sdxl, kind: 'image', input: { prompt: 'a', strength: 0.5 } }, param: 'input.strength' },
  {
    request: {
      model: sdxl,
      kind: 'image',
      input: { prompt: 'a' },
      provider_options: { step_schedule_end: 0.5 },
    },
    param: 'provider_options.step_schedule_end',
  },
  {
    request: {
      model: sdxl,
      kind: 'image',
      input: { prompt: 'a', images: [picture()], strength: 0.5 },
      provider_options: { step_schedule_start: 0.5 },
    },
    param: 'input.strength',
  },
  {
    request: { model: sdxl, kind: 'image', input: { prompt: 'a' }, provider_options: { steps: 51 } },
    param: 'provider_options.steps',
  },
  {
    request: { model: masking, kind: 'image_edit', input: { prompt: 'a', images: [picture('mask')] } },
    param: 'input.images',
  },
]
