import type { ModelInfo, Price } from '../spec/model-info.ts'

const RATIOS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9'] as const

function price(...rates: Price['rates']): Price {
  return { rates, source: 'a made-up price, so that charging can be seen', checked: '2026-11-22' }
}

/** Models that need no vendor and no key. */
export const mockCatalogue: readonly ModelInfo[] = [
  {
    id: 'image',
    kind: 'image',
    title: 'Mock image',
    description: 'A PNG that shows the prompt on a gradient of its own.',
    limits: {
      inputs: ['prompt', 'size', 'aspect_ratio', 'n', 'seed', 'format'],
      required: ['prompt'],
      maxPromptLength: 4000,
      aspectRatios: RATIOS,
      maxOutputs: 4,
      formats: ['png'],
    },
    price: price({ unit: 'image', credits: '1', description: 'image' }),
    immediate: true,
  },
  {
    id: 'video',
    kind: 'video',
    title: 'Mock video',
    description: 'A small MP4 with a moving picture of the prompt; takes a few seconds, with progress.',
    limits: {
      inputs: ['prompt', 'images', 'aspect_ratio', 'duration_seconds', 'seed', 'format'],
      required: ['prompt'],
      maxPromptLength: 1000,
      aspectRatios: RATIOS,
      durations: { min: 1, max: 10 },
      defaultDurationSeconds: 4,
      images: { min: 0, max: 1, roles: ['first_frame'] },
      formats: ['mp4'],
    },
    price: price({ unit: 'second', credits: '2', description: 'video' }),
    immediate: false,
    pollIntervalMs: 500,
  },
  {
    id: 'speech',
    kind: 'speech',
    title: 'Mock speech',
    description: 'A WAV with one soft tone per syllable.',
    limits: {
      inputs: ['text', 'voice', 'language', 'format'],
      required: ['text'],
      maxTextLength: 4096,
      formats: ['wav'],
    },
    price: price({ unit: 'character', credits: '1', per: 1000, description: 'spoken text' }),
    immediate: true,
  },
  {
    id: 'chat',
    kind: 'chat',
    title: 'Mock chat',
    description: 'Says the last message back, word by word.',
    limits: { inputs: [], contextTokens: 32_000, maxOutputTokens: 1024 },
    price: price(
      { unit: 'input_token', credits: '10', per: 1_000_000, description: 'input tokens' },
      { unit: 'output_token', credits: '40', per: 1_000_000, description: 'output tokens' },
    ),
    immediate: true,
  },
]
