import { ASPECT_RATIOS, OUTPUT_FORMATS, STYLE_PRESETS } from '@jointo/client-stability'
import type { ModelInfo, Price } from '../spec/model-info.ts'

const MAX_PROMPT_LENGTH = 10_000
/** One less than elsewhere. */
const MAX_SEED = 4_294_967_294

function price(credits: string, description: string): Price {
  return {
    rates: [{ unit: 'image', credits, description }],
    source: 'api.stability.ai/v2alpha/openapi and stability.ai/api-pricing-update-25',
    checked: '2026-09-22',
  }
}

/** Stability models on offer. Facts: the vendor's OpenAPI document of 2026-09-22. */
export const stabilityCatalogue: readonly ModelInfo[] = [
  {
    id: 'core',
    kind: 'image',
    title: 'Stable Image Core',
    description: 'Quick pictures of about 1.5 megapixels from words.',
    limits: {
      inputs: ['prompt', 'negative_prompt', 'aspect_ratio', 'seed', 'format', 'style'],
      required: ['prompt'],
      maxPromptLength: MAX_PROMPT_LENGTH,
      aspectRatios: ASPECT_RATIOS,
      formats: OUTPUT_FORMATS,
      styles: STYLE_PRESETS,
      maxSeed: MAX_SEED,
    },
    price: price('3', 'picture'),
    immediate: true,
  },
  {
    id: 'ultra',
    kind: 'image',
    title: 'Stable Image Ultra',
    description: 'Photographic pictures of one megapixel from words, or from words and a picture.',
    limits: {
      inputs: ['prompt', 'negative_prompt', 'aspect_ratio', 'seed', 'format', 'style', 'images', 'strength'],
      required: ['prompt'],
      maxPromptLength: MAX_PROMPT_LENGTH,
      aspectRatios: ASPECT_RATIOS,
      formats: OUTPUT_FORMATS,
      styles: STYLE_PRESETS,
      maxSeed: MAX_SEED,
      images: { min: 0, max: 1, roles: ['source', 'reference'] },
    },
    price: price('8', 'picture'),
    immediate: true,
  },
  {
    id: 'upscale-creative',
    kind: 'image_upscale',
    title: 'Creative Upscaler',
    description: 'Enlarges a small or damaged picture and invents what is missing; takes about a minute.',
    limits: {
      inputs: ['prompt', 'negative_prompt', 'images', 'seed', 'format', 'style'],
      required: ['prompt', 'images'],
      maxPromptLength: MAX_PROMPT_LENGTH,
      formats: OUTPUT_FORMATS,
      styles: STYLE_PRESETS,
      maxSeed: MAX_SEED,
      images: { min: 1, max: 1, roles: ['source'] },
    },
    price: price('60', 'enlarged picture'),
    immediate: false,
    pollIntervalMs: 10_000,
  },
]
