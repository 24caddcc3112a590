import type { ModelInfo } from '../../spec/model-info.ts'
import { madeUpPrice } from './price.ts'

export const RATIOS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9'] as const

/** What OpenAI's SDKs can say of a picture, and the mock takes whether or not it can do it: see `ignoredWords`. */
const TOLD = ['quality', 'style', 'background', 'format'] as const
/** What OpenAI knows of these two, of all its models together: a slip of the pen is refused. */
const QUALITIES = ['auto', 'low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'] as const
const BACKGROUNDS = ['auto', 'transparent', 'opaque'] as const
/** Others than the first become it, with a warning. */
const FORMATS = ['png', 'jpeg', 'webp'] as const

export const pictures: readonly ModelInfo[] = [
  {
    id: 'image',
    kind: 'image',
    title: 'Mock image',
    description: 'A PNG that shows the prompt on a gradient of its own.',
    limits: {
      inputs: ['prompt', 'size', 'aspect_ratio', 'n', 'seed', ...TOLD],
      required: ['prompt'],
      maxPromptLength: 4000,
      aspectRatios: RATIOS,
      maxOutputs: 10,
      formats: FORMATS,
      qualities: QUALITIES,
      backgrounds: BACKGROUNDS,
    },
    price: madeUpPrice({ unit: 'image', credits: '1', description: 'image' }),
    immediate: true,
  },
  {
    id: 'image-edit',
    kind: 'image_edit',
    title: 'Mock image edit',
    description: 'A PNG that shows the prompt over the given picture.',
    limits: {
      inputs: ['prompt', 'images', 'size', 'n', 'seed', ...TOLD],
      required: ['prompt', 'images'],
      maxPromptLength: 4000,
      images: { min: 1, max: 4, roles: ['source', 'reference', 'mask'] },
      maxOutputs: 10,
      formats: FORMATS,
      qualities: QUALITIES,
      backgrounds: BACKGROUNDS,
    },
    price: madeUpPrice({ unit: 'step', credits: '0.1', minimum: 10, description: 'diffusion steps' }),
    immediate: true,
  },
  {
    id: 'image-upscale',
    kind: 'image_upscale',
    title: 'Mock image upscale',
    description: 'A PNG with every pixel twice or four times as wide and high.',
    limits: {
      inputs: ['images', 'prompt', 'format'],
      required: ['images'],
      maxPromptLength: 4000,
      images: { min: 1, max: 1, roles: ['source'] },
      formats: ['png'],
    },
    price: madeUpPrice(
      { unit: 'request', credits: '1', when: { scale: '2' }, description: 'twice the size' },
      { unit: 'request', credits: '3', when: { scale: '4' }, description: 'four times the size' },
    ),
    immediate: true,
  },
]
