import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { UpscaleConservativeOptions, UpscaleCreativeOptions } from '../options/upscale.ts'
import { neededPicture, SOURCE } from './files.ts'
import { pictureWords, promptWords, styledWords } from './words.ts'

export function toUpscaleFast(input: GenerationInput): StabilityCall {
  const { output_format } = pictureWords(input)
  return { route: 'upscaleFast', params: { image: neededPicture(input, SOURCE), output_format } }
}

export function toUpscaleConservative(
  input: GenerationInput,
  { creativity }: UpscaleConservativeOptions,
): StabilityCall {
  const params = { image: neededPicture(input, SOURCE), ...promptWords(input), creativity }
  return { route: 'upscaleConservative', params }
}

export function toUpscaleCreative(
  input: GenerationInput,
  { creativity }: UpscaleCreativeOptions,
): StabilityCall {
  const params = { image: neededPicture(input, SOURCE), ...styledWords(input), creativity }
  return { route: 'upscaleCreative', params }
}
