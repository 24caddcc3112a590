import type { ModelInfo, ModelLimits, Price } from '../../spec/model-info.ts'
import { DOCUMENT, LATER, price, PROMPTS, requestPrice, SEEDS } from './common.ts'

const LONGEST = 190
const LONGEST_3 = 380

const common = { required: ['prompt'], ...PROMPTS, ...SEEDS, formats: ['mp3', 'wav'] } as const

function fromWordsOrRecording(longest: number): ModelLimits {
  return {
    inputs: ['prompt', 'audio', 'strength', 'duration_seconds', 'seed', 'format'],
    ...common,
    durations: { min: 1, max: longest },
    defaultDurationSeconds: LONGEST,
    maxInputSeconds: longest,
  }
}

const audio2Price: Price = price(
  DOCUMENT,
  { unit: 'request', credits: '17', description: 'recording' },
  { unit: 'step', credits: '0.06', description: 'steps' },
)
const audio25Price: Price = requestPrice(DOCUMENT, '20', 'recording')
const audio3Price: Price = requestPrice(DOCUMENT, '26', 'recording')

/** Music and sounds are the same to these models. */
const kinds = { kind: 'music', kinds: ['music', 'sound'] } as const

export const audioModels: readonly ModelInfo[] = [
  {
    id: 'stable-audio-2',
    ...kinds,
    title: 'Stable Audio 2',
    description:
      'Music and sounds of up to 190 seconds from words, or from words and a recording of 6 to 190 seconds.',
    limits: fromWordsOrRecording(LONGEST),
    price: audio2Price,
    immediate: true,
  },
  {
    id: 'stable-audio-2.5',
    ...kinds,
    title: 'Stable Audio 2.5',
    description:
      'Quicker: music and sounds of up to 190 seconds from words, or from words and a recording of 6 to 190 seconds.',
    limits: { ...fromWordsOrRecording(LONGEST), strength: { min: 0.01, max: 1 } },
    price: audio25Price,
    immediate: true,
  },
  {
    id: 'stable-audio-2.5-inpaint',
    ...kinds,
    title: 'Stable Audio 2.5 Inpaint',
    description:
      'Makes a part of a recording anew: from provider_options.mask_start to mask_end, in seconds.',
    limits: {
      inputs: ['prompt', 'audio', 'duration_seconds', 'seed', 'format'],
      ...common,
      required: ['prompt', 'audio'],
      durations: { min: 1, max: LONGEST },
      maxInputSeconds: LONGEST,
    },
    price: audio25Price,
    immediate: true,
  },
  {
    id: 'stable-audio-3',
    ...kinds,
    title: 'Stable Audio 3',
    description:
      'Music and sounds of up to 380 seconds from words, or from words and a recording of 6 to 380 seconds.',
    limits: fromWordsOrRecording(LONGEST_3),
    price: audio3Price,
    ...LATER,
  },
  {
    id: 'stable-audio-3-inpaint',
    ...kinds,
    title: 'Stable Audio 3 Inpaint',
    description:
      'Makes a part of a recording anew: from provider_options.mask_start to mask_end, in seconds.',
    limits: {
      inputs: ['prompt', 'audio', 'seed', 'format'],
      ...common,
      required: ['prompt', 'audio'],
      maxInputSeconds: LONGEST_3,
    },
    price: audio3Price,
    ...LATER,
  },
]
