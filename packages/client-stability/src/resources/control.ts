import type { FormFile } from '@jointo/http-base'
import { parameters, type Parameters } from '../parameters.ts'
import { fits, R9, R9A } from '../picture.ts'
import {
  aspectRatio,
  between,
  image,
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

/** 5 credits, as large as the picture. */
export interface ControlParams extends PromptParams, ImageOutputParams {
  /** Up to 9,437,184 pixels, no side over 2.5 times the other. */
  image: FormFile
  /** 0 to 1. Default 0.7. */
  control_strength?: number | undefined
  style_preset?: StylePreset | undefined
}

/** 5 credits, 1 megapixel. */
export interface ControlStyleParams extends PromptParams, ImageOutputParams {
  /** Up to 9,437,184 pixels, no side over 2.5 times the other. */
  image: FormFile
  /** Default 1:1. */
  aspect_ratio?: AspectRatio | undefined
  /** How near to the style, 0 to 1. Default 0.5. */
  fidelity?: number | undefined
  style_preset?: StylePreset | undefined
}

/** 8 credits, 1 megapixel in the shape of `init_image`. Both pictures share the 10 MiB of a request. */
export interface TransferStyleParams extends ImageOutputParams {
  /** Sides 64 to 16,383, up to 9,437,184 pixels, no side over 2.5 times the other. */
  init_image: FormFile
  /** The same, in any shape. */
  style_image: FormFile
  prompt?: string | undefined
  negative_prompt?: string | undefined
  /** 0 to 1. Default 1. */
  style_strength?: number | undefined
  /** 0 to 1. Default 0.9. */
  composition_fidelity?: number | undefined
  /** 0.1 to 1. Default 0.9. */
  change_strength?: number | undefined
}

const output = { seed, output_format: outputFormat }
const shared = { ...output, image, prompt, negative_prompt: optionalText, style_preset: stylePreset }

/** Stability API: POST /v2beta/stable-image/control/sketch and …/structure. */
export const controlParams: Parameters<ControlParams> = parameters<ControlParams>(
  { ...shared, control_strength: between(0, 1) },
  fits('image', R9A),
)

/** Stability API: POST /v2beta/stable-image/control/style. */
export const controlStyleParams: Parameters<ControlStyleParams> = parameters<ControlStyleParams>(
  { ...shared, aspect_ratio: aspectRatio, fidelity: between(0, 1) },
  fits('image', R9A),
)

/** Stability API: POST /v2beta/stable-image/control/style-transfer. */
export const transferStyleParams: Parameters<TransferStyleParams> = parameters<TransferStyleParams>(
  {
    ...output,
    init_image: image,
    style_image: image,
    prompt: optionalText,
    negative_prompt: optionalText,
    style_strength: between(0, 1),
    composition_fidelity: between(0, 1),
    change_strength: between(0.1, 1),
  },
  fits('init_image', { ...R9A, maxSide: 16_383 }),
  fits('style_image', { ...R9, maxSide: 16_383 }),
)
