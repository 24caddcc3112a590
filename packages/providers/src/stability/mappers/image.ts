import type { SD3Model } from '@jointo/client-stability'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { SD3Options } from '../options/image.ts'
import { ONLY, pictureOf } from './files.ts'
import { DEFAULT_STRENGTH, ratioOf, refuseStrength, styledWords } from './words.ts'

/** Flash makes little of a picture outside 0.94 to 0.97. */
const FLASH_STRENGTH = 0.95

export function toCore(input: GenerationInput): StabilityCall {
  return { route: 'generateCore', params: { ...styledWords(input), aspect_ratio: ratioOf(input) } }
}

export function toUltra(input: GenerationInput): StabilityCall {
  const words = { ...styledWords(input), aspect_ratio: ratioOf(input) }
  const image = pictureOf(input, ONLY)
  if (image === undefined) {
    refuseStrength(input, 'images')
    return { route: 'generateUltra', params: words }
  }
  const { strength = DEFAULT_STRENGTH } = input
  return { route: 'generateUltra', params: { ...words, image, strength } }
}

export function toSD3(model: SD3Model, input: GenerationInput, { cfg_scale }: SD3Options): StabilityCall {
  const words = { ...styledWords(input), model, cfg_scale }
  const image = pictureOf(input, ONLY)
  if (image === undefined) {
    refuseStrength(input, 'images')
    const params = { ...words, mode: 'text-to-image', aspect_ratio: ratioOf(input) } as const
    return { route: 'generateSD3', params }
  }
  if (input.aspect_ratio !== undefined) {
    throw invalidRequest('input.aspect_ratio', 'The picture decides the aspect ratio: leave it out.')
  }
  const { strength = model === 'sd3.5-flash' ? FLASH_STRENGTH : DEFAULT_STRENGTH } = input
  return { route: 'generateSD3', params: { ...words, mode: 'image-to-image', image, strength } }
}
