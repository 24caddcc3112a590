import type { FormFile } from '@jointo/http-base'
import { z } from 'zod'
import {
  aspectRatio,
  image,
  negativePrompt,
  outputFormat,
  prompt,
  seed,
  stylePreset,
  type AspectRatio,
  type ImageOutputParams,
  type StylePreset,
} from './common.ts'

/** 3 credits, 1.5 megapixels. */
export interface GenerateCoreParams extends ImageOutputParams {
  prompt: string
  aspect_ratio?: AspectRatio | undefined
  style_preset?: StylePreset | undefined
}

/** 8 credits, 1 megapixel. `image` and `strength` belong together: 0 keeps the picture, 1 ignores it. */
export type GenerateUltraParams = GenerateCoreParams &
  ({ image?: undefined; strength?: undefined } | { image: FormFile; strength: number })

const core = {
  prompt,
  negative_prompt: negativePrompt,
  aspect_ratio: aspectRatio,
  seed,
  style_preset: stylePreset,
  output_format: outputFormat,
}

/** Stability API: POST /v2beta/stable-image/generate/core. */
export const generateCoreParams: z.ZodType<GenerateCoreParams> = z.strictObject(core)

/** Stability API: POST /v2beta/stable-image/generate/ultra. */
export const generateUltraParams: z.ZodType<GenerateUltraParams> = z
  .strictObject({ ...core, image: image.optional(), strength: z.number().min(0).max(1).optional() })
  .transform((params, context): GenerateUltraParams => {
    const { image: picture, strength, ...rest } = params
    if (picture !== undefined && strength !== undefined) return { ...rest, image: picture, strength }
    if (picture === undefined && strength === undefined) return rest
    const missing = picture === undefined ? 'image' : 'strength'
    context.addIssue({
      code: 'custom',
      path: [missing],
      message: 'is needed: image and strength belong together',
    })
    return z.NEVER
  })
