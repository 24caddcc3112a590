import { z } from 'zod'
import { audioReference, seed, videoReference, type AudioReference, type VideoReference } from './media.ts'
import {
  hailuoRatio,
  omni11Ratio,
  VEO_RATIOS,
  wanRatio,
  type HailuoRatio,
  type Omni11Ratio,
  type VeoRatio,
  type WanRatio,
} from './ratios.ts'
import { between, list, someText, text, whole, type Shape } from './shape.ts'

// What the models of one maker take on every route. Durations are seconds, prompts UTF-16 units.

export const VEO_DURATIONS = [4, 6, 8] as const

/** Veo makes sound unless `audio` is false, which halves the price of veo3.1. */
export interface VeoFields {
  model: 'veo3.1' | 'veo3.1_fast'
  ratio: VeoRatio
  /** Default 8. */
  duration?: (typeof VEO_DURATIONS)[number] | undefined
  audio?: boolean | undefined
  /** At most 1,000. */
  negativePrompt?: string | undefined
  seed?: number | undefined
}

export const veo: Shape<VeoFields> = {
  model: z.enum(['veo3.1', 'veo3.1_fast']),
  ratio: z.enum(VEO_RATIOS),
  duration: z.literal(VEO_DURATIONS).optional(),
  audio: z.boolean().optional(),
  negativePrompt: text(1_000).optional(),
  seed,
}

export interface HailuoFields {
  model: 'hailuo3'
  /** At most 6,000. */
  promptText: string
  /** 5 to 15, whole. */
  duration?: number | undefined
  ratio?: HailuoRatio | undefined
  resolution?: '768p' | '2k' | undefined
  /** At most 3, of 15 seconds together. */
  referenceAudio?: AudioReference[] | undefined
}

export const hailuo: Shape<HailuoFields> = {
  model: z.literal('hailuo3'),
  promptText: text(6_000),
  duration: whole(5, 15).optional(),
  ratio: hailuoRatio.optional(),
  resolution: z.enum(['768p', '2k']).optional(),
  referenceAudio: list(audioReference, 3).optional(),
}

/** `duration: 'auto'` is held at the model's longest and partly refunded. */
export interface SeedanceFields {
  /** 4 to 15, whole. */
  duration?: number | 'auto' | undefined
  /** Default true. */
  audio?: boolean | undefined
  /** At most 3, of 15 seconds together. */
  referenceAudio?: AudioReference[] | undefined
  seed?: number | undefined
}

export const seedance: Shape<SeedanceFields> = {
  duration: z.union([whole(4, 15), z.literal('auto')]).optional(),
  audio: z.boolean().optional(),
  referenceAudio: list(audioReference, 3).optional(),
  seed,
}

export interface Seedance25Fields {
  /** 4 to 30, whole; `auto` is held at the longest and partly refunded. */
  duration?: number | 'auto' | undefined
  /** Default true. */
  audio?: boolean | undefined
  /** At most 10, of less than 30 seconds together. */
  referenceAudio?: AudioReference[] | undefined
  seed?: number | undefined
}

export const seedance25: Shape<Seedance25Fields> = {
  duration: z.union([whole(4, 30), z.literal('auto')]).optional(),
  audio: z.boolean().optional(),
  referenceAudio: list(audioReference, 10).optional(),
  seed,
}

export interface Omni11Fields {
  model: 'gemini_omni_flash_1.1'
  /** The longest prompt is not published. */
  promptText: string
  /** 3 to 10. */
  duration?: number | 'auto' | undefined
  ratio?: Omni11Ratio | undefined
}

export const omni11: Shape<Omni11Fields> = {
  model: z.literal('gemini_omni_flash_1.1'),
  promptText: someText,
  duration: z.union([between(3, 10), z.literal('auto')]).optional(),
  ratio: omni11Ratio.optional(),
}

export interface WanFields {
  model: 'wan3' | 'wan3_prime'
  /** The longest prompt is not published. */
  promptText: string
  /** 2 to 30, whole (published for wan3; unsure for wan3_prime). */
  duration?: number | undefined
  /** The list changes often. */
  ratio?: WanRatio | undefined
  audio?: boolean | undefined
  /** At most 5, of 15 seconds together. */
  referenceAudio?: AudioReference[] | undefined
  /** At most 5, of 15 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

export const wan: Shape<WanFields> = {
  model: z.enum(['wan3', 'wan3_prime']),
  promptText: someText,
  duration: whole(2, 30).optional(),
  ratio: wanRatio.optional(),
  audio: z.boolean().optional(),
  referenceAudio: list(audioReference, 5).optional(),
  referenceVideos: list(videoReference, 5).optional(),
}

export interface H3Fields {
  model: 'h3_max'
  /** The longest prompt is not published. */
  promptText: string
  /** Bounds are not published: the server decides. */
  duration?: number | undefined
  resolution?: '480p' | '768p' | undefined
  /** Default `balanced`; a `seed` repeats only with `disabled`. */
  promptExpansionMode?: 'disabled' | 'balanced' | 'quality' | undefined
  seed?: number | undefined
}

export const h3: Shape<H3Fields> = {
  model: z.literal('h3_max'),
  promptText: someText,
  duration: z.number().positive().optional(),
  resolution: z.enum(['480p', '768p']).optional(),
  promptExpansionMode: z.enum(['disabled', 'balanced', 'quality']).optional(),
  seed,
}
