import { OUTPUT_FORMATS } from '@jointo/client-stability'
import type { ModelInfo } from '../../spec/model-info.ts'
import { BOTH, LATER, NOTICE, ONE_SOURCE, PICTURES, picturePrice, PROMPTS, STYLES } from './common.ts'

const worded = { required: ['prompt', 'images'], ...PROMPTS, ...PICTURES, ...ONE_SOURCE } as const
const words = ['prompt', 'negative_prompt', 'images', 'seed', 'format'] as const

export const upscaleModels: readonly ModelInfo[] = [
  {
    id: 'upscale-fast',
    kind: 'image_upscale',
    title: 'Fast Upscaler',
    description: 'Four times each side, up to 16 megapixels, without a prompt; sides of 32 to 1,536 pixels.',
    limits: {
      inputs: ['images', 'format'],
      required: ['images'],
      ...ONE_SOURCE,
      formats: OUTPUT_FORMATS,
    },
    price: picturePrice(NOTICE, '2', 'enlarged picture'),
    immediate: true,
  },
  {
    id: 'upscale-conservative',
    kind: 'image_upscale',
    title: 'Conservative Upscaler',
    description: 'Enlarges a picture to four megapixels and changes as little as possible.',
    limits: { inputs: words, ...worded },
    price: picturePrice(BOTH, '40', 'enlarged picture'),
    immediate: true,
  },
  {
    id: 'upscale-creative',
    kind: 'image_upscale',
    title: 'Creative Upscaler',
    description: 'Enlarges a small or damaged picture and invents what is missing; takes a while.',
    limits: { inputs: [...words, 'style'], ...worded, ...STYLES },
    price: picturePrice(BOTH, '60', 'enlarged picture'),
    ...LATER,
  },
]
