import { z } from 'zod'
import { between, promptText, wholeBetween } from './common.ts'

/** `provider_options` of `erase`. */
export interface EraseOptions {
  /** Pixels by which the mask grows, 0 to 20 (a third party's word). Default 5. */
  grow_mask?: number | undefined
}

/** `provider_options` of `inpaint`. */
export interface InpaintOptions {
  /** Pixels by which the mask grows, 0 to 100 (a third party's word). Default 5. */
  grow_mask?: number | undefined
}

/** `provider_options` of `outpaint`: pixels that each side grows by, 0 to 2,000, at least one of them above 0. */
export interface OutpaintOptions {
  left?: number | undefined
  right?: number | undefined
  up?: number | undefined
  down?: number | undefined
  /** How much is invented, 0 to 1. Default 0.5. */
  creativity?: number | undefined
}

/** `provider_options` of `search-and-replace`. */
export interface SearchAndReplaceOptions {
  /** What `prompt` replaces, in short English words. */
  search_prompt: string
  /** Pixels by which the area grows, 0 to 20. Default 3. */
  grow_mask?: number | undefined
}

/** `provider_options` of `search-and-recolor`. */
export interface SearchAndRecolorOptions {
  /** What gets the colours of `prompt`, in short English words. */
  select_prompt: string
  /** Pixels by which the area grows, 0 to 20. Default 3. */
  grow_mask?: number | undefined
}

/** What a picture with the role `reference` shows. */
export type RelightReference = 'background' | 'light'

/** `provider_options` of `replace-background-and-relight`. Bounds of the numbers are third parties' words. */
export interface RelightOptions {
  /** What the pictures with the role `reference` show, in order. Default: the background, then the light. */
  references?: readonly RelightReference[] | undefined
  /** The subject in English words, so that it is not mixed up with its background. */
  foreground_prompt?: string | undefined
  /** 0 to 1. Default 0.6. */
  preserve_original_subject?: number | undefined
  /** 0 to 1. Default 0.5. Made for a background given as a picture, as far as is known. */
  original_background_depth?: number | undefined
  /** Default false. */
  keep_original_background?: boolean | undefined
  light_source_direction?: 'left' | 'right' | 'above' | 'below' | undefined
  /** 0 to 1, with a direction or a picture of the light. Default 0.3. */
  light_source_strength?: number | undefined
}

export const eraseOptions: z.ZodType<EraseOptions> = z.strictObject({ grow_mask: wholeBetween(0, 20) })

export const inpaintOptions: z.ZodType<InpaintOptions> = z.strictObject({ grow_mask: wholeBetween(0, 100) })

const side = wholeBetween(0, 2_000)

export const outpaintOptions: z.ZodType<OutpaintOptions> = z
  .strictObject({ left: side, right: side, up: side, down: side, creativity: between(0, 1) })
  .refine(({ left = 0, right = 0, up = 0, down = 0 }) => left + right + up + down > 0, {
    path: ['left'],
    error: 'at least one of left, right, up and down must be above 0, up to 2000 pixels',
  })

export const searchAndReplaceOptions: z.ZodType<SearchAndReplaceOptions> = z.strictObject({
  search_prompt: promptText,
  grow_mask: wholeBetween(0, 20),
})

export const searchAndRecolorOptions: z.ZodType<SearchAndRecolorOptions> = z.strictObject({
  select_prompt: promptText,
  grow_mask: wholeBetween(0, 20),
})

export const relightOptions: z.ZodType<RelightOptions> = z.strictObject({
  references: z
    .array(z.enum(['background', 'light']))
    .max(2)
    .refine((uses) => new Set(uses).size === uses.length, 'must name each use once')
    .optional(),
  foreground_prompt: promptText.optional(),
  preserve_original_subject: between(0, 1),
  original_background_depth: between(0, 1),
  keep_original_background: z.boolean().optional(),
  light_source_direction: z.enum(['left', 'right', 'above', 'below']).optional(),
  light_source_strength: between(0, 1),
})
