import { hasCharacters, type FormFile } from '@jointo/http-base'
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

/** What all routes share that answer with a picture. */
export interface ImageOutputParams {
  /** 0 to 4,294,967,294; 0 or absent is random. */
  seed?: number | undefined
  /** Default png. */
  output_format?: OutputFormat | undefined
}

/** English; anything else is refused with 422. */
export interface PromptParams {
  /** 1 to 10,000 characters; `(word:0.5)` weighs. */
  prompt: string
  /** What should not be seen, up to 10,000 characters. */
  negative_prompt?: string | undefined
}

type Optional<T> = z.ZodType<T | undefined>

function file(kind: RegExp, words: string): z.ZodType<FormFile> {
  return z.strictObject({
    bytes: z
      .union([z.instanceof(Uint8Array), z.instanceof(Blob)], 'must be a Uint8Array or a Blob')
      .refine((bytes) => (bytes instanceof Blob ? bytes.size : bytes.length) > 0, 'is empty'),
    filename: z.string().min(1),
    mediaType: z.string().regex(kind, `must be ${words}`),
  })
}

/** What it holds is checked by `fits`. */
export const image: z.ZodType<FormFile> = file(
  /^image\/(png|jpeg|webp)$/,
  'image/png, image/jpeg or image/webp',
)
export const audio: z.ZodType<FormFile> = file(
  /^audio\/(mpeg|mp3|wav|wave|x-wav)$/,
  'audio/mpeg or audio/wav',
)
export const optionalImage: Optional<FormFile> = image.optional()

const text = z.string().refine(hasCharacters(10_000), 'must have at most 10000 characters')
export const prompt: z.ZodType<string> = text.min(1)
export const optionalText: Optional<string> = text.optional()
/** One below what v1 and others take. */
export const seed: Optional<number> = z.int().min(0).max(4_294_967_294).optional()
export const outputFormat: Optional<OutputFormat> = z.enum(OUTPUT_FORMATS).optional()
export const stylePreset: Optional<StylePreset> = z.enum(STYLE_PRESETS).optional()
export const aspectRatio: Optional<AspectRatio> = z.enum(ASPECT_RATIOS).optional()
export const optionalBoolean: Optional<boolean> = z.boolean().optional()

export function between(least: number, most: number): Optional<number> {
  return z.number().min(least).max(most).optional()
}

export function wholeBetween(least: number, most: number): Optional<number> {
  return z.int().min(least).max(most).optional()
}

export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): Optional<Words[number]> {
  return z.enum(words).optional()
}
