import { z } from 'zod'
import { files } from './common.ts'

/** `provider_options` of the Veo models. */
export interface VeoOptions {
  /** Default true. Silent videos cost less. */
  audio?: boolean | undefined
}

/** `provider_options` of Hailuo 3. `audio` in the input is the first of `referenceAudio`. */
export interface HailuoOptions {
  /** At most 3, of 15 seconds together. */
  referenceVideos?: string[] | undefined
  /** At most 3, of 15 seconds together. */
  referenceAudio?: string[] | undefined
}

/** `provider_options` of the Seedance 2 models. `audio` in the input is the first of `referenceAudio`. */
export interface SeedanceOptions extends HailuoOptions {
  /** Sound in the video. Default true. */
  audio?: boolean | undefined
  /** As long as it takes: held at the longest, charged as it turns out. */
  duration?: 'auto' | undefined
}

/** `provider_options` of Seedance 2.5: at most 10 videos and 10 recordings, of 30 seconds together. */
export interface Seedance25Options extends SeedanceOptions {
  /** What becomes of `video`: guides (the default), is gone on with, or is changed. */
  mode?: 'reference' | 'extend' | 'edit' | undefined
}

/** `provider_options` of Gemini Omni Flash 1.1. */
export interface Omni11Options {
  /** As long as it takes: held at the longest, charged as it turns out. */
  duration?: 'auto' | undefined
  /** What becomes of `video`. Default: the vendor's. */
  mode?: 'reference' | 'extend' | 'edit' | undefined
  referenceVideos?: string[] | undefined
}

/** `provider_options` of Grok Imagine. */
export interface GrokVideoOptions {
  /** At most 3, of 3 to 15 seconds each; `audio` in the input is the first. Needs reference pictures. */
  referenceAudio?: string[] | undefined
}

/** `provider_options` of the Wan 3 models: at most 5 videos and 5 recordings, of 15 seconds together. */
export interface WanOptions extends HailuoOptions {
  /** Sound in the video. Default true. */
  audio?: boolean | undefined
}

/** `provider_options` of H3 Max. */
export interface H3Options {
  /** Default `balanced`. A `seed` repeats only with `disabled`. */
  promptExpansionMode?: 'disabled' | 'balanced' | 'quality' | undefined
}

const flag = z.boolean().optional()
const auto = z.literal('auto', { error: "must be 'auto'; a length goes into duration_seconds" }).optional()
const mode = z.enum(['reference', 'extend', 'edit']).optional()
const guides = (most: number) => ({ referenceVideos: files(most), referenceAudio: files(most) })

export const veoOptions: z.ZodType<VeoOptions> = z.strictObject({ audio: flag })
export const hailuoOptions: z.ZodType<HailuoOptions> = z.strictObject(guides(3))
export const seedanceOptions: z.ZodType<SeedanceOptions> = z.strictObject({
  ...guides(3),
  audio: flag,
  duration: auto,
})
export const seedance25Options: z.ZodType<Seedance25Options> = z.strictObject({
  ...guides(10),
  audio: flag,
  duration: auto,
  mode,
})
export const omni11Options: z.ZodType<Omni11Options> = z.strictObject({
  duration: auto,
  mode,
  referenceVideos: files(10),
})
export const grokVideoOptions: z.ZodType<GrokVideoOptions> = z.strictObject({ referenceAudio: files(3) })
export const wanOptions: z.ZodType<WanOptions> = z.strictObject({ ...guides(5), audio: flag })
export const h3Options: z.ZodType<H3Options> = z.strictObject({
  promptExpansionMode: z.enum(['disabled', 'balanced', 'quality']).optional(),
})
