import type { ModelInfo, ModelLimits } from '../../spec/model-info.ts'
import { SDXL_SIZES } from '../mappers/sdxl.ts'
import {
  BOTH,
  DOCUMENT,
  OLD_DOCUMENT,
  PICTURES,
  picturePrice,
  price,
  PROMPTS,
  RATIOS,
  SOURCE_AND_MASK,
  STYLES,
} from './common.ts'

const fromWords: ModelLimits = {
  inputs: ['prompt', 'negative_prompt', 'aspect_ratio', 'seed', 'format', 'style'],
  required: ['prompt'],
  ...PROMPTS,
  ...RATIOS,
  ...PICTURES,
  ...STYLES,
}

const fromWordsOrPicture: ModelLimits = {
  ...fromWords,
  inputs: [...fromWords.inputs, 'images', 'strength'],
  images: { min: 0, max: 1, roles: ['source', 'reference'] },
}

function sd3(id: string, title: string, credits: string, description: string): ModelInfo {
  return {
    id,
    kind: 'image',
    title,
    description: `${description} One megapixel, from words, or from words and a picture.`,
    limits: fromWordsOrPicture,
    price: picturePrice(DOCUMENT, credits, 'picture'),
    immediate: true,
  }
}

/** The older API. It was still documented in September 2026; whether it is in good health is unsure. */
const sdxl = {
  limits: {
    inputs: ['prompt', 'negative_prompt', 'images', 'n', 'seed', 'format', 'style'],
    required: ['prompt'],
    maxPromptLength: 2_000,
    maxOutputs: 10,
    maxSeed: 4_294_967_295,
    formats: ['png'],
    ...STYLES,
  },
  price: price(OLD_DOCUMENT, {
    unit: 'step',
    credits: '0.03',
    minimum: 30,
    description: 'steps, 30 at least',
  }),
  immediate: true,
} as const

export const imageModels: readonly ModelInfo[] = [
  {
    id: 'core',
    kind: 'image',
    title: 'Stable Image Core',
    description: 'Quick pictures of about 1.5 megapixels from words.',
    limits: fromWords,
    price: picturePrice(BOTH, '3', 'picture'),
    immediate: true,
  },
  {
    id: 'ultra',
    kind: 'image',
    title: 'Stable Image Ultra',
    description: 'Photographic pictures of one megapixel from words, or from words and a picture.',
    limits: fromWordsOrPicture,
    price: picturePrice(BOTH, '8', 'picture'),
    immediate: true,
  },
  sd3('sd3.5-large', 'Stable Diffusion 3.5 Large', '6.5', 'Follows long prompts closely.'),
  sd3('sd3.5-large-turbo', 'Stable Diffusion 3.5 Large Turbo', '4', 'The large model in fewer steps.'),
  sd3('sd3.5-medium', 'Stable Diffusion 3.5 Medium', '3.5', 'The middle of quality and price.'),
  sd3(
    'sd3.5-flash',
    'Stable Diffusion 3.5 Flash',
    '2.5',
    'The quickest and cheapest; a picture needs a strength of 0.94 to 0.97.',
  ),
  {
    ...sdxl,
    id: 'stable-diffusion-xl-1024-v1-0',
    kind: 'image',
    title: 'SDXL 1.0',
    description:
      'The last model of the older API: up to ten PNG pictures at once, from words, or words and a picture.',
    limits: {
      ...sdxl.limits,
      inputs: [...sdxl.limits.inputs, 'size', 'strength'],
      sizes: [...SDXL_SIZES.keys()],
      images: { min: 0, max: 1, roles: ['source', 'reference'] },
    },
  },
  {
    ...sdxl,
    id: 'stable-diffusion-xl-1024-v1-0-masking',
    kind: 'image_edit',
    title: 'SDXL 1.0 with a mask',
    description:
      'Paints anew what is white in a mask as large as the picture, or transparent in the picture.',
    limits: { ...sdxl.limits, required: ['prompt', 'images'], ...SOURCE_AND_MASK },
  },
]
