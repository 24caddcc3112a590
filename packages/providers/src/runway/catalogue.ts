import {
  GEN45_TEXT_RATIOS,
  GEN4_IMAGE_RATIOS,
  GEN4_VIDEO_RATIOS,
  VEO_DURATIONS,
  VEO_RATIOS,
} from '@jointo/client-runway'
import type { ModelInfo, ModelLimits, Price, PriceRate } from '../spec/model-info.ts'

/** Pixel pairs a family takes; Runway has no other way to say a shape. */
export const RATIOS: {
  readonly gen4Video: typeof GEN4_VIDEO_RATIOS
  readonly gen45Text: typeof GEN45_TEXT_RATIOS
  readonly veo: typeof VEO_RATIOS
  readonly gen4Image: typeof GEN4_IMAGE_RATIOS
} = {
  gen4Video: GEN4_VIDEO_RATIOS,
  gen45Text: GEN45_TEXT_RATIOS,
  veo: VEO_RATIOS,
  gen4Image: GEN4_IMAGE_RATIOS,
}

const MAX_SEED = 4_294_967_295
const POLL_INTERVAL_MS = 6000

function price(...rates: PriceRate[]): Price {
  return { rates, source: 'docs.dev.runwayml.com/guides/pricing', checked: '2026-09-27' }
}

function veoPrice(withAudio: string, silent: string): Price {
  return price(
    { unit: 'second', credits: withAudio, when: { audio: true }, description: 'video with sound' },
    { unit: 'second', credits: silent, when: { audio: false }, description: 'silent video' },
  )
}

const gen4Limits = {
  inputs: ['prompt', 'images', 'size', 'aspect_ratio', 'duration_seconds', 'seed'],
  maxPromptLength: 1000,
  sizes: sizesOf(RATIOS.gen4Video),
  durations: { min: 2, max: 10 },
  defaultDurationSeconds: 5,
  maxSeed: MAX_SEED,
} satisfies ModelLimits

const veoLimits: ModelLimits = {
  inputs: [
    'prompt',
    'negative_prompt',
    'images',
    'size',
    'aspect_ratio',
    'resolution',
    'duration_seconds',
    'seed',
  ],
  maxPromptLength: 1000,
  sizes: sizesOf(RATIOS.veo),
  aspectRatios: ['16:9', '9:16'],
  resolutions: ['720p', '1080p'],
  durations: VEO_DURATIONS,
  defaultDurationSeconds: 8,
  maxSeed: MAX_SEED,
  images: { min: 0, max: 2, roles: ['first_frame', 'last_frame'] },
}

const video = { kind: 'video', immediate: false, pollIntervalMs: POLL_INTERVAL_MS } as const

/** Runway models on offer. Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const runwayCatalogue: readonly ModelInfo[] = [
  {
    ...video,
    id: 'gen4.5',
    title: 'Runway Gen-4.5',
    description: 'Video of 2 to 10 seconds from words, or from words and a first frame.',
    limits: {
      ...gen4Limits,
      required: ['prompt'],
      images: { min: 0, max: 1, roles: ['first_frame'] },
    },
    price: price({ unit: 'second', credits: '12', description: 'video' }),
  },
  {
    ...video,
    id: 'gen4_turbo',
    title: 'Runway Gen-4 Turbo',
    description: 'Quick video of 2 to 10 seconds that starts from a given picture.',
    limits: {
      ...gen4Limits,
      required: ['images'],
      images: { min: 1, max: 1, roles: ['first_frame'] },
    },
    price: price({ unit: 'second', credits: '5', description: 'video' }),
  },
  {
    ...video,
    id: 'veo3.1',
    title: 'Veo 3.1',
    description: 'Video with sound from words, a first frame, or a first and a last frame.',
    limits: veoLimits,
    price: veoPrice('40', '20'),
  },
  {
    ...video,
    id: 'veo3.1_fast',
    title: 'Veo 3.1 Fast',
    description: 'The quicker and cheaper Veo 3.1.',
    limits: veoLimits,
    price: veoPrice('15', '10'),
  },
  {
    id: 'gen4_image',
    kind: 'image',
    title: 'Runway Gen-4 Image',
    description: 'Pictures from words and up to three reference pictures.',
    limits: {
      inputs: ['prompt', 'images', 'size', 'aspect_ratio', 'resolution', 'seed'],
      required: ['prompt'],
      maxPromptLength: 1000,
      sizes: sizesOf(RATIOS.gen4Image),
      resolutions: ['720p', '1080p'],
      maxSeed: MAX_SEED,
      images: { min: 0, max: 3, roles: ['reference'] },
    },
    price: price(
      { unit: 'image', credits: '5', when: { resolution: '720p' }, description: 'picture up to 720p' },
      { unit: 'image', credits: '8', when: { resolution: '1080p' }, description: 'picture at 1080p' },
    ),
    immediate: false,
    pollIntervalMs: POLL_INTERVAL_MS,
  },
]

function sizesOf(ratios: readonly string[]): readonly string[] {
  return ratios.map((ratio) => ratio.replace(':', 'x'))
}
