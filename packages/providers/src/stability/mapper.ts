import {
  ASPECT_RATIOS,
  OUTPUT_FORMATS,
  STYLE_PRESETS,
  type GenerateCoreParams,
  type GenerateUltraParams,
  type UpscaleCreativeParams,
} from '@jointo/client-stability'
import { readDataUrl } from '../data-url.ts'
import { invalidRequest } from '../provider-error.ts'
import { parseProviderOptions } from '../provider-options.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { GenerationInput } from '../spec/generation-input.ts'
import { noOptions, upscaleCreativeOptions } from './options.ts'

/** Which route, and what it is sent. */
export type StabilityCall =
  | { route: 'core'; params: GenerateCoreParams }
  | { route: 'ultra'; params: GenerateUltraParams }
  | { route: 'upscale-creative'; params: UpscaleCreativeParams }

/** Like the vendor's own examples: the picture keeps a good part of its say. */
const DEFAULT_STRENGTH = 0.5

/**
 * Our words in Stability's. Pure: nothing is sent.
 * @throws ProviderError `invalid_request`
 */
export function toStabilityCall({ model, input, provider_options }: GenerationRequest): StabilityCall {
  switch (model) {
    case 'core':
      parseProviderOptions(noOptions, provider_options)
      return { route: 'core', params: generate(input) }
    case 'ultra': {
      parseProviderOptions(noOptions, provider_options)
      const picture = input.images?.[0]
      if (picture === undefined) {
        if (input.strength !== undefined)
          throw invalidRequest(
            'input.strength',
            'strength says how far to leave a picture: give one in images.',
          )
        return { route: 'ultra', params: generate(input) }
      }
      return {
        route: 'ultra',
        params: {
          ...generate(input),
          image: file(picture.url),
          strength: input.strength ?? DEFAULT_STRENGTH,
        },
      }
    }
    case 'upscale-creative': {
      const { creativity } = parseProviderOptions(upscaleCreativeOptions, provider_options)
      const { aspect_ratio: _none, ...shared } = generate(input)
      return {
        route: 'upscale-creative',
        params: { ...shared, image: file(input.images?.[0]?.url ?? ''), creativity },
      }
    }
    default:
      throw invalidRequest('model', `Stability's ${model} is not mapped.`)
  }
}

function generate(input: GenerationInput): GenerateCoreParams {
  return {
    prompt: input.prompt ?? '',
    negative_prompt: input.negative_prompt,
    aspect_ratio: ASPECT_RATIOS.find((ratio) => ratio === input.aspect_ratio),
    seed: input.seed,
    style_preset: STYLE_PRESETS.find((style) => style === input.style),
    output_format: OUTPUT_FORMATS.find((format) => format === input.format),
  }
}

function file(url: string): UpscaleCreativeParams['image'] {
  const { bytes, mediaType } = readDataUrl(url, 'input.images.0')
  return { bytes, mediaType, filename: `image.${mediaType.split('/')[1] ?? 'png'}` }
}
