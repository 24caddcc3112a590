import type { FormFile } from '@jointo/http-base'
import { parameters, type Parameters } from '../parameters.ts'
import { fits, R9, R9A } from '../picture.ts'
import {
  between,
  image,
  oneOf,
  optionalBoolean,
  optionalImage,
  optionalText,
  outputFormat,
  seed,
  type ImageOutputParams,
} from './common.ts'

export type LightDirection = 'left' | 'right' | 'above' | 'below'

interface Subject extends ImageOutputParams {
  /** Up to 9,437,184 pixels, no side over 2.5 times the other. */
  subject_image: FormFile
  foreground_prompt?: string | undefined
  negative_prompt?: string | undefined
  /** 0 to 1. Default 0.6. */
  preserve_original_subject?: number | undefined
  /** 0 to 1. Default 0.5. Made for `background_reference`, as far as is known. */
  original_background_depth?: number | undefined
  /** Default false. */
  keep_original_background?: boolean | undefined
}

/** In words, as a picture, or both. */
type Background =
  | { background_prompt: string; background_reference?: FormFile | undefined }
  | { background_prompt?: undefined; background_reference: FormFile }

/** A strength (0 to 1, default 0.3) needs a light to belong to. */
type Light =
  | { light_source_direction?: undefined; light_reference?: undefined; light_source_strength?: undefined }
  | {
      light_source_direction: LightDirection
      light_reference?: FormFile | undefined
      light_source_strength?: number | undefined
    }
  | {
      light_source_direction?: undefined
      light_reference: FormFile
      light_source_strength?: number | undefined
    }

/** 8 credits. Bounds of the numbers are third parties' words. */
export type ReplaceBackgroundAndRelightParams = Subject & Background & Light

/** Stability API: POST /v2beta/stable-image/edit/replace-background-and-relight. */
export const replaceBackgroundAndRelightParams: Parameters<ReplaceBackgroundAndRelightParams> =
  parameters<ReplaceBackgroundAndRelightParams>(
    {
      subject_image: image,
      background_prompt: optionalText,
      background_reference: optionalImage,
      foreground_prompt: optionalText,
      negative_prompt: optionalText,
      preserve_original_subject: between(0, 1),
      original_background_depth: between(0, 1),
      keep_original_background: optionalBoolean,
      light_source_direction: oneOf(['left', 'right', 'above', 'below']),
      light_reference: optionalImage,
      light_source_strength: between(0, 1),
      seed,
      output_format: outputFormat,
    },
    ({ background_prompt: words = '', background_reference: picture }) =>
      words === '' && picture === undefined
        ? { field: 'background_prompt', message: 'is missing: give it, background_reference or both' }
        : undefined,
    ({ light_source_strength: strength, light_source_direction: direction, light_reference: picture }) =>
      strength !== undefined && direction === undefined && picture === undefined
        ? {
            field: 'light_source_strength',
            message: 'needs light_source_direction or light_reference, give one of them',
          }
        : undefined,
    fits('subject_image', R9A),
    fits('background_reference', R9),
    fits('light_reference', R9),
  )
