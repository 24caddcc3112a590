import type { FormFile } from '@jointo/http-base'
import { parameters, type Parameters, type Problem } from '../parameters.ts'
import { fits } from '../picture.ts'
import {
  aspectRatio,
  between,
  oneOf,
  optionalImage,
  optionalText,
  outputFormat,
  prompt,
  seed,
  stylePreset,
  type AspectRatio,
  type ImageOutputParams,
  type PromptParams,
  type StylePreset,
} from './common.ts'

/** 3 credits, about 1.5 megapixels. No picture goes in. */
export interface GenerateCoreParams extends PromptParams, ImageOutputParams {
  /** Default 1:1. */
  aspect_ratio?: AspectRatio | undefined
  style_preset?: StylePreset | undefined
}

/**
 * 8 credits, 1 megapixel. `image` (sides 64 to 16,384) and `strength` belong together: 0 keeps the picture, 1 ignores it.
 * That it takes `style_preset` is a third party's word.
 */
export type GenerateUltraParams = GenerateCoreParams &
  ({ image?: undefined; strength?: undefined } | { image: FormFile; strength: number })

/** `sd3.5-flash` is missing from the document's list, yet has a price and is taken. */
export const SD3_MODELS = ['sd3.5-large', 'sd3.5-large-turbo', 'sd3.5-medium', 'sd3.5-flash'] as const
export type SD3Model = (typeof SD3_MODELS)[number]

interface SD3Shared extends PromptParams, ImageOutputParams {
  /** Default sd3.5-large. */
  model?: SD3Model | undefined
  style_preset?: StylePreset | undefined
  /** 1 to 10. Default 4 for Large and Medium, 1 for Turbo and Flash. */
  cfg_scale?: number | undefined
}

interface SD3FromText {
  mode?: 'text-to-image' | undefined
  /** Default 1:1. */
  aspect_ratio?: AspectRatio | undefined
  image?: undefined
  strength?: undefined
}

interface SD3FromImage {
  mode: 'image-to-image'
  /** Every side at least 64 pixels. */
  image: FormFile
  /** 0 keeps the picture, 1 ignores it; Flash wants 0.94 to 0.97. */
  strength: number
  aspect_ratio?: undefined
}

/** 1 megapixel. Credits: Large 6.5, Large Turbo 4, Medium 3.5, Flash 2.5. */
export type GenerateSD3Params = SD3Shared & (SD3FromText | SD3FromImage)

const shared = {
  prompt,
  negative_prompt: optionalText,
  aspect_ratio: aspectRatio,
  seed,
  style_preset: stylePreset,
  output_format: outputFormat,
}
const fromImage = { ...shared, image: optionalImage, strength: between(0, 1) }

/** Stability API: POST /v2beta/stable-image/generate/core. */
export const generateCoreParams: Parameters<GenerateCoreParams> = parameters<GenerateCoreParams>(shared)

/** Stability API: POST /v2beta/stable-image/generate/ultra. */
export const generateUltraParams: Parameters<GenerateUltraParams> = parameters<GenerateUltraParams>(
  fromImage,
  ({ image, strength }) => {
    if ((image === undefined) === (strength === undefined)) return undefined
    const field = image === undefined ? 'image' : 'strength'
    return { field, message: 'is missing: image and strength belong together, give both or none' }
  },
  fits('image', { minSide: 64, maxSide: 16_384, minPixels: 4_096 }),
)

/** Stability API: POST /v2beta/stable-image/generate/sd3. */
export const generateSD3Params: Parameters<GenerateSD3Params> = parameters<GenerateSD3Params>(
  {
    ...fromImage,
    mode: oneOf(['text-to-image', 'image-to-image']),
    model: oneOf(SD3_MODELS),
    cfg_scale: between(1, 10),
  },
  (params) => (params.mode === 'image-to-image' ? checkFromImage(params) : checkFromText(params)),
  fits('image', { minSide: 64 }),
)

function checkFromImage(params: Partial<SD3FromImage>): Problem | undefined {
  for (const field of ['image', 'strength'] as const) {
    if (params[field] === undefined) return { field, message: 'is needed by mode image-to-image' }
  }
  if (params.aspect_ratio === undefined) return undefined
  return {
    field: 'aspect_ratio',
    message: 'goes with text-to-image only: the picture says its own, leave it out',
  }
}

function checkFromText(params: SD3FromText): Problem | undefined {
  for (const field of ['image', 'strength'] as const) {
    if (params[field] !== undefined)
      return { field, message: "goes with mode: 'image-to-image', say that too" }
  }
  return undefined
}
