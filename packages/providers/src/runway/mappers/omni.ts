import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { RunwayCall } from '../call.ts'
import { promptImageOf, referencesOf, requirePrompt, sortImages } from '../images.ts'
import { noOptions } from '../options/sound.ts'
import { omni11Options } from '../options/video.ts'
import { pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'
import { refuseGuides } from './guides.ts'

const DEFAULT_SECONDS = 5

export function omni({ model, input, provider_options }: GenerationRequest): RunwayCall {
  parseProviderOptions(noOptions, provider_options)
  const shared = {
    model: 'gemini_omni_flash',
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    ratio: pickRatio(model, RATIOS.omni, input),
  } as const
  const promptImage = input.images?.[0]?.url
  if (promptImage === undefined) {
    return { route: 'text_to_video', params: { ...shared, promptText: requirePrompt(model, input) } }
  }
  return { route: 'image_to_video', params: { ...shared, promptImage, promptText: input.prompt } }
}

/** The video keeps its shape and its length. */
export function omniEdit({ model, input, provider_options }: GenerationRequest): RunwayCall {
  parseProviderOptions(noOptions, provider_options)
  const params = {
    model: 'gemini_omni_flash',
    videoUri: input.video?.url ?? '',
    promptText: requirePrompt(model, input),
    references: referencesOf(input),
  } as const
  return { route: 'video_to_video', params }
}

export function omni11({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { duration, mode, referenceVideos } = parseProviderOptions(omni11Options, provider_options)
  if (duration !== undefined && input.duration_seconds !== undefined) {
    throw invalidRequest(
      'input.duration_seconds',
      'Give duration_seconds or provider_options.duration, not both.',
    )
  }
  const sorted = sortImages(model, input)
  const references = sorted.references.length === 0 ? undefined : sorted.references
  const shared = {
    model: 'gemini_omni_flash_1.1',
    promptText: requirePrompt(model, input),
    duration: duration ?? input.duration_seconds ?? DEFAULT_SECONDS,
    ratio: pickRatio(model, RATIOS.omni11, input),
  } as const
  if (mode !== undefined && input.video === undefined) {
    throw invalidRequest(
      'provider_options.mode',
      'provider_options.mode says what becomes of a video: give one.',
    )
  }
  if (input.video !== undefined) {
    if (sorted.frames.length > 0)
      throw invalidRequest('input.images', `${model} takes references beside a video.`)
    refuseGuides(model, referenceVideos, 'beside a video')
    return { route: 'video_to_video', params: { ...shared, videoUri: input.video.url, mode, references } }
  }
  if (sorted.frames.length > 0) {
    refuseGuides(model, referenceVideos, 'beside frames')
    return { route: 'image_to_video', params: { ...shared, promptImage: promptImageOf(sorted.frames) } }
  }
  const films = referenceVideos?.map((uri) => ({ uri }))
  return { route: 'text_to_video', params: { ...shared, references, referenceVideos: films } }
}
