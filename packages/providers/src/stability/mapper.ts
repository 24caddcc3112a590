import type { z } from 'zod'
import { invalidRequest } from '../provider-error.ts'
import { parseProviderOptions } from '../provider-options.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { GenerationInput } from '../spec/generation-input.ts'
import type { StabilityCall } from './call.ts'
import { isEnglish } from './english.ts'
import * as audio from './mappers/audio.ts'
import * as control from './mappers/control.ts'
import * as edit from './mappers/edit.ts'
import * as image from './mappers/image.ts'
import { toRelight } from './mappers/relight.ts'
import { toSDXL, toSDXLMasking } from './mappers/sdxl.ts'
import * as threeD from './mappers/three-d.ts'
import * as upscale from './mappers/upscale.ts'
import { stabilityOptions as options, type StabilityModel } from './options/index.ts'

type Mapper<Options> = (input: GenerationInput, options: Options) => StabilityCall
type Reader = (input: GenerationInput, options: GenerationRequest['provider_options']) => StabilityCall

const mappers: { readonly [Model in StabilityModel]: Reader } = {
  core: reading(options.core, image.toCore),
  ultra: reading(options.ultra, image.toUltra),
  'sd3.5-large': reading(options['sd3.5-large'], (...given) => image.toSD3('sd3.5-large', ...given)),
  'sd3.5-large-turbo': reading(options['sd3.5-large-turbo'], (...given) =>
    image.toSD3('sd3.5-large-turbo', ...given),
  ),
  'sd3.5-medium': reading(options['sd3.5-medium'], (...given) => image.toSD3('sd3.5-medium', ...given)),
  'sd3.5-flash': reading(options['sd3.5-flash'], (...given) => image.toSD3('sd3.5-flash', ...given)),
  'stable-diffusion-xl-1024-v1-0': reading(options['stable-diffusion-xl-1024-v1-0'], toSDXL),
  'stable-diffusion-xl-1024-v1-0-masking': reading(
    options['stable-diffusion-xl-1024-v1-0-masking'],
    toSDXLMasking,
  ),
  erase: reading(options.erase, edit.toErase),
  inpaint: reading(options.inpaint, edit.toInpaint),
  outpaint: reading(options.outpaint, edit.toOutpaint),
  'search-and-replace': reading(options['search-and-replace'], edit.toSearchAndReplace),
  'search-and-recolor': reading(options['search-and-recolor'], edit.toSearchAndRecolor),
  'remove-background': reading(options['remove-background'], edit.toRemoveBackground),
  'replace-background-and-relight': reading(options['replace-background-and-relight'], toRelight),
  'control-sketch': reading(options['control-sketch'], (...given) =>
    control.toControl('controlSketch', ...given),
  ),
  'control-structure': reading(options['control-structure'], (...given) =>
    control.toControl('controlStructure', ...given),
  ),
  'control-style': reading(options['control-style'], control.toControlStyle),
  'style-transfer': reading(options['style-transfer'], control.toStyleTransfer),
  'upscale-fast': reading(options['upscale-fast'], upscale.toUpscaleFast),
  'upscale-conservative': reading(options['upscale-conservative'], upscale.toUpscaleConservative),
  'upscale-creative': reading(options['upscale-creative'], upscale.toUpscaleCreative),
  'stable-audio-2': reading(options['stable-audio-2'], audio.toStableAudio2),
  'stable-audio-2.5': reading(options['stable-audio-2.5'], audio.toStableAudio25),
  'stable-audio-3': reading(options['stable-audio-3'], audio.toStableAudio3),
  'stable-audio-2.5-inpaint': reading(options['stable-audio-2.5-inpaint'], audio.toAudio25Inpaint),
  'stable-audio-3-inpaint': reading(options['stable-audio-3-inpaint'], audio.toAudio3Inpaint),
  'stable-fast-3d': reading(options['stable-fast-3d'], threeD.toStableFast3D),
  'stable-point-aware-3d': reading(options['stable-point-aware-3d'], threeD.toStablePointAware3D),
}

/**
 * Our words in Stability's. Pure: nothing is sent.
 * @throws ProviderError `invalid_request`
 */
export function toStabilityCall({ model, input, provider_options }: GenerationRequest): StabilityCall {
  if (!isStabilityModel(model)) throw invalidRequest('model', `Stability's ${model} is not mapped.`)
  // SDXL is older than the rule.
  if (!model.startsWith('stable-diffusion-xl')) refuseOtherLanguages(input)
  return mappers[model](input, provider_options)
}

export function isStabilityModel(id: string): id is StabilityModel {
  return Object.hasOwn(mappers, id)
}

function reading<Options>(schema: z.ZodType<Options>, map: Mapper<Options>): Reader {
  return (input, given) => map(input, parseProviderOptions(schema, given))
}

function refuseOtherLanguages(input: GenerationInput): void {
  for (const field of ['prompt', 'negative_prompt'] as const) {
    if (!isEnglish(input[field] ?? '')) {
      const message = `Stability AI takes ${field} in English only: translate it, names too.`
      throw invalidRequest(`input.${field}`, message)
    }
  }
}
