import { chatModels, embeddingModels } from './text-catalogue.ts'
import type { ModelInfo, Price } from '../spec/model-info.ts'

const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'fable',
  'onyx',
  'nova',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
] as const

function speechModel(id: string, title: string, credits: string): ModelInfo {
  const price: Price = {
    rates: [{ unit: 'character', credits, per: 1000, description: 'spoken text' }],
    source: 'list price of OpenAI, whose models these are',
    checked: '2026-11-22',
  }
  return {
    id,
    kind: 'speech',
    title,
    description: 'Speech from up to 4096 characters. Announced to end on 2027-01-06.',
    limits: {
      inputs: ['text', 'voice', 'format'],
      required: ['text'],
      maxTextLength: 4096,
      voices: VOICES,
      formats: ['mp3', 'opus', 'aac', 'flac', 'wav'],
    },
    price,
    immediate: true,
  }
}

const mediaModels: readonly ModelInfo[] = [
  {
    id: 'gpt-image-2',
    kind: 'image',
    title: 'GPT Image 2',
    description: 'Pictures that follow long instructions and write legible text.',
    limits: {
      inputs: ['prompt', 'size', 'n', 'quality', 'format'],
      required: ['prompt'],
      maxPromptLength: 32_000,
      // Larger sizes and the high quality exist, but nobody has published what they cost.
      sizes: ['1024x1024'],
      qualities: ['low', 'medium'],
      formats: ['png', 'jpeg', 'webp'],
      maxOutputs: 10,
    },
    price: {
      rates: [
        { unit: 'image', credits: '0.6', when: { quality: 'low' }, description: 'picture, low quality' },
        {
          unit: 'image',
          credits: '5.3',
          when: { quality: 'medium' },
          description: 'picture, medium quality',
        },
      ],
      source: 'token rates of aihubmix.com times tokens seen in live replies',
      checked: '2026-09-19',
    },
    immediate: true,
  },
  speechModel('tts-1', 'TTS 1', '1.5'),
  speechModel('tts-1-hd', 'TTS 1 HD', '3'),
  {
    id: 'wan2.6-t2v',
    kind: 'video',
    title: 'Wan 2.6',
    description: 'Video of 2 to 15 seconds from words. Its price is not known yet.',
    limits: {
      inputs: ['prompt', 'size', 'aspect_ratio', 'duration_seconds', 'seed'],
      required: ['prompt'],
      maxPromptLength: 2000,
      sizes: ['1280x720', '720x1280', '1920x1080', '1080x1920'],
      aspectRatios: ['16:9', '9:16'],
      durations: { min: 2, max: 15 },
      defaultDurationSeconds: 5,
    },
    immediate: false,
    pollIntervalMs: 5000,
  },
]

/** AIHubMix models on offer. The gateway has hundreds; a model is added here when its price is known. */
export const aihubmixCatalogue: readonly ModelInfo[] = [...mediaModels, ...chatModels, ...embeddingModels]
