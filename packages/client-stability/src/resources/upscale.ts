import type { FormFile } from '@jointo/http-base'
import { z } from 'zod'
import {
  image,
  negativePrompt,
  outputFormat,
  prompt,
  seed,
  stylePreset,
  type ImageOutputParams,
  type OutputFormat,
  type StylePreset,
} from './common.ts'

/** 2 credits, four times each side. The picture: sides 32 to 1,536, at most 1,048,576 pixels. */
export interface UpscaleFastParams {
  image: FormFile
  output_format?: OutputFormat | undefined
}

/** 60 credits. The picture: at most 1,048,576 pixels. */
export interface UpscaleCreativeParams extends ImageOutputParams {
  image: FormFile
  prompt: string
  /** 0.1 to 0.5, default 0.3. */
  creativity?: number | undefined
  style_preset?: StylePreset | undefined
}

/** Stability API: POST /v2beta/stable-image/upscale/fast. */
export const upscaleFastParams: z.ZodType<UpscaleFastParams> = z.strictObject({
  image,
  output_format: outputFormat,
})

/** Stability API: POST /v2beta/stable-image/upscale/creative. */
export const upscaleCreativeParams: z.ZodType<UpscaleCreativeParams> = z.strictObject({
  image,
  prompt,
  negative_prompt: negativePrompt,
  seed,
  output_format: outputFormat,
  creativity: z.number().min(0.1).max(0.5).optional(),
  style_preset: stylePreset,
})
