import type { FormFile } from '@jointo/http-base'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type {
  EraseOptions,
  InpaintOptions,
  OutpaintOptions,
  SearchAndRecolorOptions,
  SearchAndReplaceOptions,
} from '../options/edit.ts'
import { MASK, neededPicture, pictureOf, SOURCE } from './files.ts'
import { pictureWords, styledWords, styleOf } from './words.ts'

export function toErase(input: GenerationInput, { grow_mask }: EraseOptions): StabilityCall {
  return { route: 'erase', params: { ...masked(input), ...pictureWords(input), grow_mask } }
}

export function toInpaint(input: GenerationInput, { grow_mask }: InpaintOptions): StabilityCall {
  return { route: 'inpaint', params: { ...masked(input), ...styledWords(input), grow_mask } }
}

export function toOutpaint(input: GenerationInput, options: OutpaintOptions): StabilityCall {
  const { left = 0, right = 0, up = 0, down = 0, creativity } = options
  const sides = { left, right, up, down }
  const words = { ...pictureWords(input), prompt: input.prompt, style_preset: styleOf(input) }
  return {
    route: 'outpaint',
    params: { image: neededPicture(input, SOURCE), ...words, ...sides, creativity },
  }
}

export function toSearchAndReplace(input: GenerationInput, options: SearchAndReplaceOptions): StabilityCall {
  const image = neededPicture(input, SOURCE)
  return { route: 'searchAndReplace', params: { image, ...styledWords(input), ...options } }
}

export function toSearchAndRecolor(input: GenerationInput, options: SearchAndRecolorOptions): StabilityCall {
  const image = neededPicture(input, SOURCE)
  return { route: 'searchAndRecolor', params: { image, ...styledWords(input), ...options } }
}

export function toRemoveBackground(input: GenerationInput): StabilityCall {
  const { output_format: format } = pictureWords(input)
  if (format === 'jpeg')
    throw invalidRequest('input.format', 'A JPEG is never transparent: take png or webp.')
  return { route: 'removeBackground', params: { image: neededPicture(input, SOURCE), output_format: format } }
}

function masked(input: GenerationInput): { image: FormFile; mask: FormFile | undefined } {
  return { image: neededPicture(input, SOURCE), mask: pictureOf(input, MASK) }
}
