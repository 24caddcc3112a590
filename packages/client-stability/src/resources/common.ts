import type { FormFile } from '@jointo/http-base'
import { z } from 'zod'

export const ASPECT_RATIOS = ['21:9', '16:9', '3:2', '5:4', '1:1', '4:5', '2:3', '9:16', '9:21'] as const
export const OUTPUT_FORMATS = ['png', 'jpeg', 'webp'] as const
export const STYLE_PRESETS = [
  'enhance',
  'anime',
  'photographic',
  'digital-art',
  'comic-book',
  'fantasy-art',
  'line-art',
  'analog-film',
  'neon-punk',
  'isometric',
  'low-poly',
  'origami',
  'modeling-compound',
  'cinematic',
  '3d-model',
  'pixel-art',
  'tile-texture',
] as const

export type AspectRatio = (typeof ASPECT_RATIOS)[number]
export type OutputFormat = (typeof OUTPUT_FORMATS)[number]
export type StylePreset = (typeof STYLE_PRESETS)[number]

/** A whole request may have 10 MiB, files and all. */
const MAX_IMAGE_BYTES = 10 * 1024 * 1024

/** JPEG, PNG or WebP. */
export const image: z.ZodType<FormFile> = z.strictObject({
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length > 0 && bytes.length <= MAX_IMAGE_BYTES, 'must have 1 byte to 10 MiB'),
  filename: z.string().min(1),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
})

/** English, 1 to 10,000 characters; `(word:0.5)` weighs. */
export const prompt: z.ZodType<string> = z.string().min(1).max(10_000)
export const negativePrompt: z.ZodType<string | undefined> = z.string().max(10_000).optional()
/** 0 or absent is random. The vendor's limit is one below 2^32 - 1. */
export const seed: z.ZodType<number | undefined> = z.int().min(0).max(4_294_967_294).optional()
export const outputFormat: z.ZodType<OutputFormat | undefined> = z.enum(OUTPUT_FORMATS).optional()
export const stylePreset: z.ZodType<StylePreset | undefined> = z.enum(STYLE_PRESETS).optional()
export const aspectRatio: z.ZodType<AspectRatio | undefined> = z.enum(ASPECT_RATIOS).optional()

/** What all picture routes share. */
export interface ImageOutputParams {
  negative_prompt?: string | undefined
  seed?: number | undefined
  /** Default png. */
  output_format?: OutputFormat | undefined
}
