import type { ModelInfo } from '../../spec/model-info.ts'
import {
  DOCUMENT,
  LATER,
  NOTICE,
  OLD_DOCUMENT_CONFIRMED,
  ONE_SOURCE,
  PICTURES,
  picturePrice,
  PROMPTS,
  SOURCE_AND_MASK,
  STYLES,
} from './common.ts'

const worded = { required: ['prompt', 'images'], ...PROMPTS, ...PICTURES, ...STYLES } as const
const words = ['prompt', 'negative_prompt', 'images', 'seed', 'format', 'style'] as const

export const editModels: readonly ModelInfo[] = [
  {
    id: 'erase',
    kind: 'image_edit',
    title: 'Erase',
    description: 'Removes what is white in a mask, or transparent in the picture.',
    limits: { inputs: ['images', 'seed', 'format'], required: ['images'], ...PICTURES, ...SOURCE_AND_MASK },
    price: picturePrice(NOTICE, '5', 'edited picture'),
    immediate: true,
  },
  {
    id: 'inpaint',
    kind: 'image_edit',
    title: 'Inpaint',
    description: 'Paints anew what is white in a mask, or transparent in the picture.',
    limits: { inputs: words, ...worded, ...SOURCE_AND_MASK },
    price: picturePrice(NOTICE, '5', 'edited picture'),
    immediate: true,
  },
  {
    id: 'outpaint',
    kind: 'image_edit',
    title: 'Outpaint',
    description:
      'Goes on with a picture beyond its edges: provider_options say how far to left, right, up and down.',
    limits: {
      inputs: ['prompt', 'images', 'seed', 'format', 'style'],
      ...worded,
      required: ['images'],
      ...ONE_SOURCE,
    },
    price: picturePrice(DOCUMENT, '4', 'edited picture'),
    immediate: true,
  },
  {
    id: 'search-and-replace',
    kind: 'image_edit',
    title: 'Search and Replace',
    description: 'Finds what provider_options.search_prompt names and puts the prompt in its place.',
    limits: { inputs: words, ...worded, ...ONE_SOURCE },
    price: picturePrice(NOTICE, '5', 'edited picture'),
    immediate: true,
  },
  {
    id: 'search-and-recolor',
    kind: 'image_edit',
    title: 'Search and Recolor',
    description: 'Finds what provider_options.select_prompt names and gives it the colours of the prompt.',
    limits: { inputs: words, ...worded, ...ONE_SOURCE },
    price: picturePrice(OLD_DOCUMENT_CONFIRMED, '5', 'edited picture'),
    immediate: true,
  },
  {
    id: 'remove-background',
    kind: 'image_edit',
    title: 'Remove Background',
    description: 'Leaves the subject of a picture on a transparent ground.',
    limits: { inputs: ['images', 'format'], required: ['images'], formats: ['png', 'webp'], ...ONE_SOURCE },
    price: picturePrice(NOTICE, '5', 'edited picture'),
    immediate: true,
  },
  {
    id: 'replace-background-and-relight',
    kind: 'image_edit',
    title: 'Replace Background and Relight',
    description:
      'Puts the subject before another background, said in the prompt or shown in a reference, and lights it to match.',
    limits: {
      inputs: ['prompt', 'negative_prompt', 'images', 'seed', 'format'],
      required: ['images'],
      ...PROMPTS,
      ...PICTURES,
      images: { min: 1, max: 3, roles: ['source', 'reference'] },
    },
    price: picturePrice(OLD_DOCUMENT_CONFIRMED, '8', 'edited picture'),
    ...LATER,
  },
]
