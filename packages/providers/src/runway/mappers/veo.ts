import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { Mapper } from '../call.ts'
import { promptImageOf, requirePrompt, sortImages } from '../images.ts'
import { veoOptions } from '../options/video.ts'
import { pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'

const DEFAULT_SECONDS = 8

export function veo(model: 'veo3.1' | 'veo3.1_fast'): Mapper {
  return ({ input, provider_options }: GenerationRequest) => {
    const { audio = true } = parseProviderOptions(veoOptions, provider_options)
    const shared = {
      model,
      ratio: pickRatio(model, RATIOS.veo, input),
      duration: veoSeconds(input.duration_seconds),
      audio,
      negativePrompt: input.negative_prompt,
      seed: input.seed,
    }
    const { frames } = sortImages(model, input)
    if (frames.length === 0) {
      return { route: 'text_to_video', params: { ...shared, promptText: requirePrompt(model, input) } }
    }
    const promptImage = promptImageOf(frames)
    return { route: 'image_to_video', params: { ...shared, promptText: input.prompt, promptImage } }
  }
}

function veoSeconds(seconds: number = DEFAULT_SECONDS): 4 | 6 | 8 {
  if (seconds === 4 || seconds === 6 || seconds === 8) return seconds
  throw invalidRequest('input.duration_seconds', `Veo makes 4, 6 or 8 seconds, not ${seconds}.`)
}
