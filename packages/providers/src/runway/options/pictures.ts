import { z } from 'zod'
import { moderation, type ModerationOptions } from './common.ts'

export interface TaggedOptions {
  /** A name for each of `images`, in their order: `@tag` in the prompt means that picture. 3 to 16 letters and digits. */
  tags?: string[] | undefined
}

/** `provider_options` of the Gen-4 picture models. */
export interface Gen4ImageOptions extends TaggedOptions, ModerationOptions {}

/** `provider_options` of the GPT Image models. */
export interface GPTImageOptions extends TaggedOptions {
  /** The vendor picks the shape. Not together with `size` and `aspect_ratio`. */
  ratio?: 'auto' | undefined
}

/** `provider_options` of the Gemini 3 picture models. */
export interface GeminiImageOptions extends TaggedOptions {
  /** What each of `images` shows, in their order. Default `object`; at most 5 humans and 9 objects. */
  subjects?: ('human' | 'object')[] | undefined
}

/** `provider_options` of Seedream 5 Lite. */
export interface SeedreamLiteOptions {
  /** Look things up on the web. Default false. */
  grounding?: boolean | undefined
}

/** `provider_options` of Seedream 5 Pro. */
export interface SeedreamProOptions extends SeedreamLiteOptions {
  /** The vendor picks the shape. Not together with `size` and `aspect_ratio`. */
  ratio?: 'auto_1k' | 'auto_2k' | undefined
}

/** `provider_options` of Grok Imagine pictures. */
export interface GrokImageOptions {
  /** The vendor picks the shape. Not together with `size` and `aspect_ratio`. */
  ratio?: 'auto_1k' | 'auto_2k' | undefined
}

/** `provider_options` of Muse pictures. */
export interface MuseImageOptions {
  /** The vendor picks the shape. Not together with `size` and `aspect_ratio`. */
  ratio?: 'auto' | undefined
}

/** `provider_options` of the picture upscaler. Strengths are 0 to 100. */
export interface ImageUpscaleOptions {
  /** Default 2. */
  scaleFactor?: 2 | 4 | 8 | 16 | undefined
  flavor?: 'sublime' | 'photo' | 'photo_denoiser' | undefined
  sharpen?: number | undefined
  smartGrain?: number | undefined
  ultraDetail?: number | undefined
}

/** `provider_options` of the video upscaler. Strengths are 0 to 100. */
export interface VideoUpscaleOptions {
  creativity?: number | undefined
  sharpen?: number | undefined
  smartGrain?: number | undefined
  flavor?: 'vivid' | 'natural' | undefined
  /** More frames, too. */
  fpsBoost?: boolean | undefined
}

/** `provider_options` of the frame rate model. */
export interface FrameRateOptions {
  /** Default `60`. */
  targetFramerate?: '24' | '25' | '30' | '48' | '50' | '60' | '120' | '23_98' | '29_97' | '59_94' | undefined
}

const tags = z
  .array(z.string().regex(/^[a-z][a-z0-9_]{2,15}$/i, 'must be 3 to 16 letters or digits, a letter first'))
  .refine((names) => new Set(names).size === names.length, 'must not hold a name twice')
  .optional()
const auto = z.literal('auto').optional()
const autoTier = z.enum(['auto_1k', 'auto_2k']).optional()
const strength = z.number().min(0).max(100).optional()

export const gen4ImageOptions: z.ZodType<Gen4ImageOptions> = z.strictObject({ tags, ...moderation })
export const gptImageOptions: z.ZodType<GPTImageOptions> = z.strictObject({ tags, ratio: auto })
export const geminiFlashOptions: z.ZodType<TaggedOptions> = z.strictObject({ tags })
export const geminiImageOptions: z.ZodType<GeminiImageOptions> = z.strictObject({
  tags,
  subjects: z.array(z.enum(['human', 'object'])).optional(),
})
export const seedreamProOptions: z.ZodType<SeedreamProOptions> = z.strictObject({
  grounding: z.boolean().optional(),
  ratio: autoTier,
})
export const seedreamLiteOptions: z.ZodType<SeedreamLiteOptions> = z.strictObject({
  grounding: z.boolean().optional(),
})
export const grokImageOptions: z.ZodType<GrokImageOptions> = z.strictObject({ ratio: autoTier })
export const museImageOptions: z.ZodType<MuseImageOptions> = z.strictObject({ ratio: auto })
export const imageUpscaleOptions: z.ZodType<ImageUpscaleOptions> = z.strictObject({
  scaleFactor: z.literal([2, 4, 8, 16]).optional(),
  flavor: z.enum(['sublime', 'photo', 'photo_denoiser']).optional(),
  sharpen: strength,
  smartGrain: strength,
  ultraDetail: strength,
})
export const videoUpscaleOptions: z.ZodType<VideoUpscaleOptions> = z.strictObject({
  creativity: strength,
  sharpen: strength,
  smartGrain: strength,
  flavor: z.enum(['vivid', 'natural']).optional(),
  fpsBoost: z.boolean().optional(),
})
export const frameRateOptions: z.ZodType<FrameRateOptions> = z.strictObject({
  targetFramerate: z.enum(['24', '25', '30', '48', '50', '60', '120', '23_98', '29_97', '59_94']).optional(),
})
