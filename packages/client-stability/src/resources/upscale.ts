import type { FormFile } from '@jointo/http-base'
import { parameters, type Parameters } from '../parameters.ts'
import { fits, R1, R9A } from '../picture.ts'
import {
  between,
  image,
  optionalText,
  outputFormat,
  prompt,
  seed,
  stylePreset,
  type ImageOutputParams,
  type OutputFormat,
  type PromptParams,
  type StylePreset,
} from './common.ts'

/** 2 credits, four times each side. The picture: sides 32 to 1,536, 1,024 to 1,048,576 pixels. */
export interface UpscaleFastParams {
  image: FormFile
  output_format?: OutputFormat | undefined
}

/** 40 credits, 4 megapixels. The picture: up to 9,437,184 pixels, no side over 2.5 times the other. */
export interface UpscaleConservativeParams extends PromptParams, ImageOutputParams {
  image: FormFile
  /** 0.2 to 0.5. Default 0.35. */
  creativity?: number | undefined
}

/** 60 credits. The picture: up to 1,048,576 pixels. */
export interface UpscaleCreativeParams extends PromptParams, ImageOutputParams {
  image: FormFile
  /** 0.1 to 0.5. Default 0.3. */
  creativity?: number | undefined
  style_preset?: StylePreset | undefined
}

const shared = { image, prompt, negative_prompt: optionalText, seed, output_format: outputFormat }

/** Stability API: POST /v2beta/stable-image/upscale/fast. */
export const upscaleFastParams: Parameters<UpscaleFastParams> = parameters<UpscaleFastParams>(
  { image, output_format: outputFormat },
  fits('image', { minSide: 32, maxSide: 1_536, minPixels: 1_024, maxPixels: 1_048_576 }),
)

/** Stability API: POST /v2beta/stable-image/upscale/conservative. */
export const upscaleConservativeParams: Parameters<UpscaleConservativeParams> =
  parameters<UpscaleConservativeParams>({ ...shared, creativity: between(0.2, 0.5) }, fits('image', R9A))

/** Stability API: POST /v2beta/stable-image/upscale/creative. */
export const upscaleCreativeParams: Parameters<UpscaleCreativeParams> = parameters<UpscaleCreativeParams>(
  { ...shared, creativity: between(0.1, 0.5), style_preset: stylePreset },
  fits('image', R1),
)
