import { ASPECT_RATIOS, OUTPUT_FORMATS, STYLE_PRESETS } from '@jointo/client-stability'
import type { AspectRatio, ImageOutputParams, PromptParams, StylePreset } from '@jointo/client-stability'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'

/** What the routes that make pictures share. The catalogue has let through only values that are known. */
export function pictureWords({ seed, format }: GenerationInput): ImageOutputParams {
  return { seed, output_format: OUTPUT_FORMATS.find((known) => known === format) }
}

export function promptWords(input: GenerationInput): PromptParams & ImageOutputParams {
  return { prompt: input.prompt ?? '', negative_prompt: input.negative_prompt, ...pictureWords(input) }
}

type Styled = PromptParams & ImageOutputParams & { style_preset: StylePreset | undefined }

export function styledWords(input: GenerationInput): Styled {
  return { ...promptWords(input), style_preset: styleOf(input) }
}

export function styleOf({ style }: GenerationInput): StylePreset | undefined {
  return STYLE_PRESETS.find((known) => known === style)
}

export function ratioOf({ aspect_ratio: ratio }: GenerationInput): AspectRatio | undefined {
  return ASPECT_RATIOS.find((known) => known === ratio)
}

/** Half way between the given picture or recording and something new; the vendor's own default for sounds ignores them. */
export const DEFAULT_STRENGTH = 0.5

/** @throws ProviderError `invalid_request` for a strength without something to be strong against */
export function refuseStrength({ strength }: GenerationInput, given: 'images' | 'audio'): void {
  if (strength === undefined) return
  const message = `strength says how far to leave what is given: give it in ${given}, or leave strength out.`
  throw invalidRequest('input.strength', message)
}
