import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { Mapper, RunwayCall } from '../call.ts'
import { promptImageOf, refuseWords, requirePrompt, sortImages } from '../images.ts'
import { seedance25Options, seedanceOptions, type SeedanceOptions } from '../options/video.ts'
import { pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'
import { filmsOf, refuseGuides, soundsOf } from './guides.ts'

const DEFAULT_SECONDS = 5

export function seedance2(request: GenerationRequest): RunwayCall {
  const options = parseProviderOptions(seedanceOptions, request.provider_options)
  const ratio = pickRatio(request.model, RATIOS.seedance2, request.input)
  const fields = { model: 'seedance2', ratio, ...fieldsOf(request, options, 3) } as const
  const place = placeOf(request, options)
  switch (place.route) {
    case 'video_to_video':
      return { route: place.route, params: { ...fields, ...place.params } }
    case 'image_to_video':
      return { route: place.route, params: { ...fields, ...place.params } }
    case 'text_to_video': {
      const promptText = requirePrompt(request.model, request.input)
      return { route: place.route, params: { ...fields, ...place.params, promptText } }
    }
  }
}

export function seedanceFast(model: 'seedance2_fast' | 'seedance2_mini'): Mapper {
  return (request) => {
    const options = parseProviderOptions(seedanceOptions, request.provider_options)
    const ratio = pickRatio(model, RATIOS.seedanceFast, request.input)
    const fields = { model, ratio, ...fieldsOf(request, options, 3) }
    const place = placeOf(request, options)
    switch (place.route) {
      case 'video_to_video':
        return { route: place.route, params: { ...fields, ...place.params } }
      case 'image_to_video':
        return { route: place.route, params: { ...fields, ...place.params } }
      case 'text_to_video': {
        const promptText = requirePrompt(model, request.input)
        return { route: place.route, params: { ...fields, ...place.params, promptText } }
      }
    }
  }
}

export function seedance25(request: GenerationRequest): RunwayCall {
  const { model, input } = request
  const { mode = 'reference', ...options } = parseProviderOptions(seedance25Options, request.provider_options)
  const fields = { model: 'seedance2_5', ...fieldsOf(request, options, 10) } as const
  const place = placeOf(request, options)
  if (mode !== 'reference') return reworked(request, mode, fields, place)
  const ratio = pickRatio(model, RATIOS.seedance25, input)
  switch (place.route) {
    case 'video_to_video':
      return { route: place.route, params: { ...fields, ...place.params, mode, ratio } }
    case 'image_to_video':
      return { route: place.route, params: { ...fields, ...place.params, ratio } }
    case 'text_to_video': {
      if (place.params.references === undefined && place.params.referenceVideos === undefined)
        requirePrompt(model, input)
      return { route: place.route, params: { ...fields, ...place.params, ratio } }
    }
  }
}

/** Going on with a video and changing it keep its shape. */
function reworked(
  { model, input }: GenerationRequest,
  mode: 'extend' | 'edit',
  fields: ReturnType<typeof fieldsOf> & { model: 'seedance2_5' },
  place: Place,
): RunwayCall {
  if (place.route !== 'video_to_video') {
    throw invalidRequest('input.video', `${model} needs a video to ${mode}.`)
  }
  refuseWords(model, input, ['size', 'aspect_ratio', 'resolution'], `with mode ${mode}: it keeps its shape`)
  const shared = { ...fields, ...place.params, promptText: requirePrompt(model, input) }
  if (mode === 'extend') return { route: place.route, params: { ...shared, mode } }
  refuseWords(model, input, ['duration_seconds'], 'with mode edit: the video keeps its length')
  return { route: place.route, params: { ...shared, mode, duration: 'auto' } }
}

function fieldsOf({ input }: GenerationRequest, options: SeedanceOptions, mostSounds: number) {
  const { audio = true, duration, referenceAudio } = options
  if (duration !== undefined && input.duration_seconds !== undefined) {
    throw invalidRequest(
      'input.duration_seconds',
      'Give duration_seconds or provider_options.duration, not both.',
    )
  }
  return {
    duration: duration ?? input.duration_seconds ?? DEFAULT_SECONDS,
    audio,
    referenceAudio: soundsOf(input, referenceAudio, mostSounds),
    seed: input.seed,
  }
}

type Place = ReturnType<typeof placeOf>

/** A video is remade, frames are moved, anything else is words with references. */
function placeOf({ model, input }: GenerationRequest, options: SeedanceOptions) {
  const { frames, references } = sortImages(model, input)
  const promptText = input.prompt
  const guides = {
    references: references.length === 0 ? undefined : references,
    referenceVideos: filmsOf(options.referenceVideos),
  }
  if (input.video !== undefined) {
    if (frames.length > 0) {
      throw invalidRequest('input.images', `${model} takes images with the role reference beside a video.`)
    }
    const promptVideo = input.video.url
    return { route: 'video_to_video', params: { promptVideo, promptText, ...guides } } as const
  }
  if (frames.length > 0) {
    refuseGuides(model, options.referenceVideos, 'beside frames')
    return { route: 'image_to_video', params: { promptImage: promptImageOf(frames), promptText } } as const
  }
  return { route: 'text_to_video', params: { promptText, ...guides } } as const
}
