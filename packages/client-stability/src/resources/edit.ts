import type { FormFile } from '@jointo/http-base'
import { parameters, type Parameters } from '../parameters.ts'
import { fits, R4, R9, R9A } from '../picture.ts'
import {
  between,
  image,
  oneOf,
  optionalImage,
  optionalText,
  outputFormat,
  prompt,
  seed,
  stylePreset,
  wholeBetween,
  type ImageOutputParams,
  type PromptParams,
  type StylePreset,
} from './common.ts'

interface MaskParams {
  /** Up to 9,437,184 pixels. */
  image: FormFile
  /** Black stays, white changes. Without it the transparent parts of `image` change. */
  mask?: FormFile | undefined
}

/** 5 credits, 4 megapixels. */
export interface EraseParams extends MaskParams, ImageOutputParams {
  /** Pixels, 0 to 20 (a third party's word). Default 5. */
  grow_mask?: number | undefined
}

/** 5 credits, 4 megapixels. */
export interface InpaintParams extends MaskParams, PromptParams, ImageOutputParams {
  /** Pixels, 0 to 100 (a third party's word). Default 5. */
  grow_mask?: number | undefined
  style_preset?: StylePreset | undefined
}

interface Sides {
  /** Pixels, 0 to 2,000, like all sides. */
  left: number
  right: number
  up: number
  down: number
}
type SomeSide = {
  [Side in keyof Sides]: Pick<Sides, Side> & Partial<UndefinedToo<Omit<Sides, Side>>>
}[keyof Sides]
type UndefinedToo<T> = { [K in keyof T]: T[K] | undefined }

/** 4 credits. Grows the picture by at least one side that is not 0. */
export type OutpaintParams = SomeSide &
  ImageOutputParams & {
    /** Up to 9,437,184 pixels, no side over 2.5 times the other. */
    image: FormFile
    /** 0 to 1. Default 0.5. */
    creativity?: number | undefined
    prompt?: string | undefined
    style_preset?: StylePreset | undefined
  }

interface SearchParams extends PromptParams, ImageOutputParams {
  /** Up to 9,437,184 pixels, no side over 2.5 times the other. */
  image: FormFile
  /** Pixels, 0 to 20. Default 3. */
  grow_mask?: number | undefined
  style_preset?: StylePreset | undefined
}

/** 5 credits, 4 megapixels. */
export interface SearchAndReplaceParams extends SearchParams {
  /** What is replaced by `prompt`, in short words. */
  search_prompt: string
}

/** 5 credits. */
export interface SearchAndRecolorParams extends SearchParams {
  /** What gets the colours of `prompt`. */
  select_prompt: string
}

/** 5 credits. */
export interface RemoveBackgroundParams {
  /** Up to 4,194,304 pixels. */
  image: FormFile
  /** A JPEG can't be transparent. Default png. */
  output_format?: 'png' | 'webp' | undefined
}

const output = { seed, output_format: outputFormat }
const worded = { ...output, prompt, negative_prompt: optionalText, style_preset: stylePreset }
const search = { ...worded, image, grow_mask: wholeBetween(0, 20) }
const side = wholeBetween(0, 2_000)

/** Stability API: POST /v2beta/stable-image/edit/erase. Its document asks for a prompt, its server doesn't. */
export const eraseParams: Parameters<EraseParams> = parameters<EraseParams>(
  { ...output, image, mask: optionalImage, grow_mask: wholeBetween(0, 20) },
  fits('image', R9),
  fits('mask'),
)

/** Stability API: POST /v2beta/stable-image/edit/inpaint. */
export const inpaintParams: Parameters<InpaintParams> = parameters<InpaintParams>(
  { ...worded, image, mask: optionalImage, grow_mask: wholeBetween(0, 100) },
  fits('image', R9),
  fits('mask'),
)

/** Stability API: POST /v2beta/stable-image/edit/outpaint. */
export const outpaintParams: Parameters<OutpaintParams> = parameters<OutpaintParams>(
  {
    ...output,
    image,
    left: side,
    right: side,
    up: side,
    down: side,
    creativity: between(0, 1),
    prompt: optionalText,
    style_preset: stylePreset,
  },
  ({ left = 0, right = 0, up = 0, down = 0 }) =>
    left + right + up + down > 0
      ? undefined
      : { field: 'left', message: 'at least one of left, right, up and down must be above 0' },
  fits('image', R9A),
)

/** Stability API: POST /v2beta/stable-image/edit/search-and-replace. */
export const searchAndReplaceParams: Parameters<SearchAndReplaceParams> = parameters<SearchAndReplaceParams>(
  { ...search, search_prompt: prompt },
  fits('image', R9A),
)

/** Stability API: POST /v2beta/stable-image/edit/search-and-recolor. */
export const searchAndRecolorParams: Parameters<SearchAndRecolorParams> = parameters<SearchAndRecolorParams>(
  { ...search, select_prompt: prompt },
  fits('image', R9A),
)

/** Stability API: POST /v2beta/stable-image/edit/remove-background. */
export const removeBackgroundParams: Parameters<RemoveBackgroundParams> = parameters<RemoveBackgroundParams>(
  { image, output_format: oneOf(['png', 'webp']) },
  fits('image', R4),
)
