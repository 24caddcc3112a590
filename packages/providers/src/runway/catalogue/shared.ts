import type { InputField, MediaRole } from '../../spec/generation-input.ts'
import type { ModelInfo, ModelLimits, Price, PriceRate } from '../../spec/model-info.ts'

export const MAX_SEED = 4_294_967_295
const POLL_INTERVAL_MS = 6_000

/** What all entries of a kind have in common: everything is a task. */
type Common = Pick<ModelInfo, 'kind' | 'immediate' | 'pollIntervalMs'>

export const video: Common = { kind: 'video', immediate: false, pollIntervalMs: POLL_INTERVAL_MS }
export const image: Common = { ...video, kind: 'image' }

/** Read at Runway, or in its own repositories. */
export function listed(...rates: PriceRate[]): Price {
  return { rates, source: 'docs.dev.runwayml.com/guides/pricing', checked: '2026-09-27' }
}

/** Told by the types of Runway's SDK. */
export function told(...rates: PriceRate[]): Price {
  return { rates, source: 'Runway SDK 4.20.1', checked: '2026-09-23' }
}

/** Told by others only. */
export function reported(...rates: PriceRate[]): Price {
  return { rates, source: 'third-party reports of Runway prices, unsure', checked: '2026-10-01' }
}

export function perSecond(credits: string, when?: PriceRate['when'], description = 'video'): PriceRate {
  return { unit: 'second', credits, ...(when && { when }), description }
}

/** One rate for each resolution: `{ '720p': '36' }`. */
export function perSecondAt(rates: Readonly<Record<string, string>>): PriceRate[] {
  return Object.entries(rates).map(([resolution, credits]) =>
    perSecond(credits, { resolution }, `video at ${resolution}`),
  )
}

export function perImage(credits: string, description = 'picture'): PriceRate {
  return { unit: 'image', credits, description }
}

/** One rate for each resolution. */
export function perImageAt(rates: Readonly<Record<string, string>>): PriceRate[] {
  return Object.entries(rates).map(([resolution, credits]) => ({
    ...perImage(credits, `picture at ${resolution}`),
    when: { resolution },
  }))
}

export function takes(words: string): readonly InputField[] {
  const known: readonly InputField[] = [
    'prompt',
    'negative_prompt',
    'text',
    'images',
    'video',
    'audio',
    'size',
    'aspect_ratio',
    'resolution',
    'duration_seconds',
    'n',
    'seed',
    'quality',
    'format',
    'background',
    'voice',
    'language',
  ]
  const wanted = words.split(' ')
  return known.filter((word) => wanted.includes(word))
}

export function images(min: number, max: number, ...roles: MediaRole[]): NonNullable<ModelLimits['images']> {
  return { min, max, roles }
}
