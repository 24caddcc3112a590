import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { ControlOptions, ControlStyleOptions, StyleTransferOptions } from '../options/control.ts'
import { neededPicture, ONLY, REFERENCE, SOURCE } from './files.ts'
import { pictureWords, ratioOf, styledWords } from './words.ts'

export function toControl(
  route: 'controlSketch' | 'controlStructure',
  input: GenerationInput,
  { control_strength }: ControlOptions,
): StabilityCall {
  return { route, params: { image: neededPicture(input, ONLY), ...styledWords(input), control_strength } }
}

export function toControlStyle(input: GenerationInput, { fidelity }: ControlStyleOptions): StabilityCall {
  const words = { ...styledWords(input), aspect_ratio: ratioOf(input) }
  return { route: 'controlStyle', params: { image: neededPicture(input, ONLY), ...words, fidelity } }
}

export function toStyleTransfer(input: GenerationInput, options: StyleTransferOptions): StabilityCall {
  return {
    route: 'transferStyle',
    params: {
      init_image: neededPicture(input, SOURCE),
      style_image: neededPicture(input, REFERENCE),
      prompt: input.prompt,
      negative_prompt: input.negative_prompt,
      ...pictureWords(input),
      ...options,
      change_strength: input.strength,
    },
  }
}
