import { videoBody, type VideoParams } from '@jointo/client-aihubmix'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { dashScopeOptions, extraOnly, seedanceOptions, soundOptions } from '../options.ts'
import { picturesBy } from '../pictures.ts'
import { shapesOf } from '../video-shapes.ts'

/** Our words in one family's part of the client's; `model` and `prompt` are the same for all. */
type Dials = Omit<VideoParams, 'model' | 'prompt'>

const FAMILIES: readonly [matches: RegExp, map: (request: GenerationRequest) => Dials][] = [
  [/^veo/, toVeo],
  [/^wan2\.7-videoedit/, toWanEdit],
  [/^(wan2\.7-i2v|happyhorse)/, toDashScope],
  [/^doubao-seedance/, toSeedance],
  [/^kling/, toKling],
  [/^(wan|jimeng|sora)/, toFlat],
]

/** `/v1/videos`. Length and shape decide the price, so they are always said. */
export function toVideo(request: GenerationRequest): AIHubMixCall {
  const { model, input } = request
  const [, map] = FAMILIES.find(([matches]) => matches.test(model)) ?? []
  if (map === undefined) throw invalidRequest('model', `${model} is not mapped.`)
  const { extra, ...dials } = map(request)
  const params: VideoParams = { model, prompt: input.prompt ?? '', ...dials }
  if (extra !== undefined) refuseReplacing(extra, videoBody(params))
  return { route: 'videos', params: { ...params, extra } }
}

const DEFAULT_SECONDS = 5

/** Pixels: Wan by words or with a first picture, Jimeng, Sora. */
function toFlat(request: GenerationRequest): Dials {
  const { model, input, provider_options } = request
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const seconds = input.duration_seconds ?? (model.startsWith('sora') ? 4 : DEFAULT_SECONDS)
  const [first_frame] = picturesBy(request, 'first_frame').first_frame ?? []
  return { seconds, size: sizeOf(request), seed: input.seed, first_frame, extra }
}

/** The silent second generation does not know of sound. */
function toVeo(request: GenerationRequest): Dials {
  const { model, input, provider_options } = request
  const isSilent = model.startsWith('veo-2')
  const options = parseProviderOptions(soundOptions, provider_options)
  if (isSilent && options.generate_audio !== undefined) {
    throw invalidRequest('provider_options.generate_audio', `${model} is silent: leave it out.`)
  }
  const generate_audio = isSilent ? undefined : (options.generate_audio ?? true)
  const seconds = input.duration_seconds ?? 4
  return { seconds, size: sizeOf(request), seed: input.seed, generate_audio, extra: options.extra }
}

function toDashScope(request: GenerationRequest): Dials {
  const { input, provider_options } = request
  const { watermark = false, ...options } = parseProviderOptions(dashScopeOptions, provider_options)
  const { first_frame, last_frame } = picturesBy(request, 'first_frame')
  return {
    seconds: input.duration_seconds ?? DEFAULT_SECONDS,
    resolution: input.resolution ?? '720p',
    aspect_ratio: input.aspect_ratio,
    first_frame: first_frame?.[0],
    last_frame: last_frame?.[0],
    seed: input.seed,
    watermark,
    ...options,
  }
}

function toWanEdit(request: GenerationRequest): Dials {
  const { input, provider_options } = request
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const reference_videos = input.video === undefined ? [] : [input.video.url]
  return { reference_videos, reference_images: picturesBy(request, 'reference').reference, extra }
}

function toSeedance(request: GenerationRequest): Dials {
  const { model, input, provider_options } = request
  const options = parseProviderOptions(seedanceOptions, provider_options)
  const isSilent = model.startsWith('doubao-seedance-1-0')
  if (isSilent && options.generate_audio !== undefined) {
    throw invalidRequest('provider_options.generate_audio', `${model} is silent: leave it out.`)
  }
  const { first_frame, last_frame, reference } = picturesBy(request, 'first_frame')
  return {
    seconds: input.duration_seconds ?? DEFAULT_SECONDS,
    resolution: input.resolution ?? '720p',
    aspect_ratio: input.aspect_ratio ?? '16:9',
    first_frame: first_frame?.[0],
    last_frame: last_frame?.[0],
    reference_images: reference,
    reference_videos: input.video && [input.video.url],
    reference_audios: input.audio && [input.audio.url],
    seed: input.seed,
    watermark: false,
    ...(isSilent ? {} : { generate_audio: true }),
    ...options,
  }
}

const KLING_REFERENCES = 4

function toKling(request: GenerationRequest): Dials {
  const { model, input, provider_options } = request
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const { first_frame, last_frame, reference } = picturesBy(request, 'first_frame')
  if ((reference?.length ?? 0) > KLING_REFERENCES) {
    throw invalidRequest('input.images', `${model} takes at most ${KLING_REFERENCES} reference images.`)
  }
  return {
    seconds: input.duration_seconds ?? DEFAULT_SECONDS,
    size: input.size,
    first_frame: first_frame?.[0],
    last_frame: last_frame?.[0],
    reference_images: reference,
    extra,
  }
}

/** The pixels of a resolution and a ratio; 16:9 in the lowest one above 480p when nothing is said. */
function sizeOf({ model, input }: GenerationRequest): string | undefined {
  const { size, resolution, aspect_ratio = '16:9' } = input
  if (size !== undefined && resolution !== undefined) {
    throw invalidRequest('input.resolution', 'Give size or resolution, not both.')
  }
  if (size !== undefined) return size
  const shapes = shapesOf(model) ?? {}
  const tier = resolution ?? Object.keys(shapes)[0] ?? ''
  const found = shapes[tier]?.[aspect_ratio]
  if (found !== undefined) return found
  const possible = Object.keys(shapes[tier] ?? {}).join(', ')
  throw invalidRequest('input.aspect_ratio', `${model} makes ${possible} in ${tier}, not ${aspect_ratio}.`)
}
