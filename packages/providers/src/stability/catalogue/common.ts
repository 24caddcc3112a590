import { ASPECT_RATIOS, OUTPUT_FORMATS, STYLE_PRESETS } from '@jointo/client-stability'
import type { ModelLimits, Price, PriceRate } from '../../spec/model-info.ts'

/** Where a price was read, and when that was published. */
type Origin = Pick<Price, 'source' | 'checked'>

export const DOCUMENT: Origin = { source: 'api.stability.ai/v2alpha/openapi', checked: '2026-09-22' }
export const NOTICE: Origin = {
  source: 'stability.ai/api-pricing-update-25, in force since 2025-08-01',
  checked: '2025-07-09',
}
export const BOTH: Origin = {
  source: 'api.stability.ai/v2alpha/openapi and stability.ai/api-pricing-update-25',
  checked: '2026-09-22',
}
export const OLD_DOCUMENT: Origin = {
  source:
    'api.stability.ai/v2alpha/openapi of December 2024; newer copies of this part were not seen (unsure)',
  checked: '2024-12-31',
}
export const OLD_DOCUMENT_CONFIRMED: Origin = {
  source: 'api.stability.ai/v2alpha/openapi of December 2024; others still saw it in July 2026 (unsure)',
  checked: '2026-07-25',
}
export const THIRD_PARTY: Origin = {
  source: 'reports of others, not the vendor itself (unsure)',
  checked: '2026-09-22',
}

export function price(origin: Origin, ...rates: readonly PriceRate[]): Price {
  return { rates, ...origin }
}

export function picturePrice(origin: Origin, credits: string, description: string): Price {
  return price(origin, { unit: 'image', credits, description })
}

export function requestPrice(origin: Origin, credits: string, description: string): Price {
  return price(origin, { unit: 'request', credits, description })
}

/** One less than elsewhere. */
export const SEEDS: Pick<ModelLimits, 'maxSeed'> = { maxSeed: 4_294_967_294 }

/** English only: the vendor answers any other language with 422. */
export const PROMPTS: Pick<ModelLimits, 'maxPromptLength' | 'promptLanguages'> = {
  maxPromptLength: 10_000,
  promptLanguages: ['en'],
}

export const PICTURES: Pick<ModelLimits, 'formats' | 'maxSeed'> = { formats: OUTPUT_FORMATS, ...SEEDS }

export const STYLES: Pick<ModelLimits, 'styles'> = { styles: STYLE_PRESETS }

export const RATIOS: Pick<ModelLimits, 'aspectRatios'> = { aspectRatios: ASPECT_RATIOS }

/** One picture to work on. */
export const ONE_SOURCE: Pick<ModelLimits, 'images'> = { images: { min: 1, max: 1, roles: ['source'] } }

/** One picture, whatever it is called. */
export const ONE_PICTURE: Pick<ModelLimits, 'images'> = {
  images: { min: 1, max: 1, roles: ['source', 'reference'] },
}

/** A picture to work on, with or without a mask: without one its transparent parts are meant. */
export const SOURCE_AND_MASK: Pick<ModelLimits, 'images'> = {
  images: { min: 1, max: 2, roles: ['source', 'mask'] },
}

/** Stability asks for no more than one look in ten seconds. */
export const LATER = { immediate: false, pollIntervalMs: 10_000 } as const
