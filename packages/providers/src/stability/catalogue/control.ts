import type { ModelInfo } from '../../spec/model-info.ts'
import { DOCUMENT, NOTICE, ONE_PICTURE, PICTURES, picturePrice, PROMPTS, RATIOS, STYLES } from './common.ts'

const shared = { ...PROMPTS, ...PICTURES } as const
const worded = { required: ['prompt', 'images'], ...shared, ...STYLES, ...ONE_PICTURE } as const
const words = ['prompt', 'negative_prompt', 'images', 'seed', 'format', 'style'] as const

export const controlModels: readonly ModelInfo[] = [
  {
    id: 'control-sketch',
    kind: 'image_edit',
    title: 'Control: Sketch',
    description: 'Makes a finished picture of a sketch.',
    limits: { inputs: words, ...worded },
    price: picturePrice(NOTICE, '5', 'picture'),
    immediate: true,
  },
  {
    id: 'control-structure',
    kind: 'image_edit',
    title: 'Control: Structure',
    description: 'Makes another picture with the structure of the given one.',
    limits: { inputs: words, ...worded },
    price: picturePrice(NOTICE, '5', 'picture'),
    immediate: true,
  },
  {
    id: 'control-style',
    kind: 'image_edit',
    title: 'Control: Style',
    description: 'Makes another picture of one megapixel in the style of the given one.',
    limits: { inputs: [...words, 'aspect_ratio'], ...worded, ...RATIOS },
    price: picturePrice(DOCUMENT, '5', 'picture'),
    immediate: true,
  },
  {
    id: 'style-transfer',
    kind: 'image_edit',
    title: 'Style Transfer',
    description: 'Gives a picture the style of another, the reference; both share 10 MiB.',
    limits: {
      inputs: ['prompt', 'negative_prompt', 'images', 'strength', 'seed', 'format'],
      required: ['images'],
      ...shared,
      strength: { min: 0.1, max: 1 },
      images: { min: 2, max: 2, roles: ['source', 'reference'], requiredRoles: ['reference'] },
    },
    price: picturePrice(DOCUMENT, '8', 'picture'),
    immediate: true,
  },
]
