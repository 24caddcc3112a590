import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { Mapper, RunwayCall } from '../call.ts'
import { promptImageOf, refuseWords, requirePrompt, sortImages } from '../images.ts'
import { noOptions } from '../options/sound.ts'
import { grokVideoOptions, h3Options, hailuoOptions, wanOptions } from '../options/video.ts'
import { pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'
import { filmsOf, refuseGuides, soundsOf } from './guides.ts'

const DEFAULT_SECONDS = 5

export const HAILUO_SHAPES = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'] as const
export const GROK_SHAPES = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3'] as const

export function hailuo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const options = parseProviderOptions(hailuoOptions, provider_options)
  const { frames, references } = sortImages(model, input)
  const adapts = frames.length + references.length > 0 || input.video !== undefined
  const shape = HAILUO_SHAPES.find((one) => one === input.aspect_ratio)
  const shared = {
    model: 'hailuo3',
    promptText: requirePrompt(model, input),
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    ratio: shape ?? (adapts ? 'adaptive' : '16:9'),
    resolution: input.resolution === '2k' ? '2k' : '768p',
    referenceAudio: soundsOf(input, options.referenceAudio, 3),
  } as const
  const guides = { references: orNothing(references), referenceVideos: filmsOf(options.referenceVideos) }
  if (input.video !== undefined) {
    if (frames.length > 0) {
      throw invalidRequest('input.images', `${model} takes images with the role reference beside a video.`)
    }
    if ((options.referenceVideos?.length ?? 0) > 2) {
      throw invalidRequest('provider_options.referenceVideos', `${model} takes two beside a video.`)
    }
    return { route: 'video_to_video', params: { ...shared, ...guides, promptVideo: input.video.url } }
  }
  if (frames.length === 0) return { route: 'text_to_video', params: { ...shared, ...guides } }
  refuseGuides(model, options.referenceVideos, 'beside frames')
  return { route: 'image_to_video', params: { ...shared, promptImage: promptImageOf(frames) } }
}

export function happyHorse({ model, input, provider_options }: GenerationRequest): RunwayCall {
  parseProviderOptions(noOptions, provider_options)
  const duration = input.duration_seconds ?? DEFAULT_SECONDS
  const promptImage = input.images?.[0]?.url
  if (promptImage === undefined) {
    const promptText = requirePrompt(model, input)
    const ratio = pickRatio(model, RATIOS.happyHorse, input)
    return { route: 'text_to_video', params: { model: 'happyhorse_1_0', promptText, duration, ratio } }
  }
  refuseWords(model, input, ['size', 'aspect_ratio'], 'with a picture: it keeps its shape')
  const resolution = input.resolution === '1080p' ? '1080p' : '720p'
  const params = {
    model: 'happyhorse_1_0',
    promptImage,
    promptText: input.prompt,
    duration,
    resolution,
  } as const
  return { route: 'image_to_video', params }
}

export function grokVideo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { referenceAudio } = parseProviderOptions(grokVideoOptions, provider_options)
  const { frames, references } = sortImages(model, input)
  const sounds = soundsOf(input, referenceAudio, 3)
  if (sounds !== undefined && references.length === 0) {
    const field = input.audio === undefined ? 'provider_options.referenceAudio' : 'input.audio'
    throw invalidRequest(field, `${model} takes recordings beside images with the role reference only.`)
  }
  const resolution = GROK_RESOLUTIONS.find((one) => one === input.resolution) ?? '720p'
  const duration = input.duration_seconds ?? DEFAULT_SECONDS
  const shared = { model: 'grok_imagine_1_5', duration, resolution } as const
  const [first] = frames
  if (first !== undefined) {
    if (frames.length > 1) throw invalidRequest('input.images', `${model} takes a first frame only.`)
    refuseWords(model, input, ['aspect_ratio'], 'with a frame: it keeps its shape')
    const params = { ...shared, promptImage: first.uri, promptText: input.prompt }
    return { route: 'image_to_video', params }
  }
  if (references.length > 0 && resolution === '1080p') {
    throw invalidRequest('input.resolution', `${model} makes at most 720p with references.`)
  }
  const ratio = GROK_SHAPES.find((one) => one === input.aspect_ratio) ?? '16:9'
  const guides = { references: orNothing(references), referenceAudio: sounds }
  const params = { ...shared, ...guides, promptText: requirePrompt(model, input), ratio }
  return { route: 'text_to_video', params }
}

const GROK_RESOLUTIONS = ['480p', '720p', '1080p'] as const

export function wan(model: 'wan3' | 'wan3_prime'): Mapper {
  return ({ input, provider_options }) => {
    const { audio = true, ...options } = parseProviderOptions(wanOptions, provider_options)
    const { frames, references } = sortImages(model, input)
    const shared = {
      model,
      promptText: requirePrompt(model, input),
      duration: input.duration_seconds ?? DEFAULT_SECONDS,
      audio,
      referenceAudio: soundsOf(input, options.referenceAudio, 5),
      referenceVideos: filmsOf(options.referenceVideos),
    }
    if (frames.length > 0) {
      refuseWords(model, input, ['size', 'aspect_ratio'], 'with frames: it keeps their shape')
      const params = { ...shared, promptImage: promptImageOf(frames), ratio: autoRatio(input) }
      return { route: 'image_to_video', params }
    }
    const ratio = pickRatio(model, RATIOS.wan, input)
    return { route: 'text_to_video', params: { ...shared, references: orNothing(references), ratio } }
  }
}

function autoRatio({ resolution }: GenerationInput): 'auto_480p' | 'auto_720p' | 'auto_1080p' {
  if (resolution === '480p') return 'auto_480p'
  return resolution === '1080p' ? 'auto_1080p' : 'auto_720p'
}

export function h3({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { promptExpansionMode } = parseProviderOptions(h3Options, provider_options)
  const shared = {
    model: 'h3_max',
    promptText: requirePrompt(model, input),
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    resolution: input.resolution === '480p' ? '480p' : '768p',
    promptExpansionMode,
    seed: input.seed,
  } as const
  const { frames } = sortImages(model, input)
  if (frames.length === 0) return { route: 'text_to_video', params: shared }
  return { route: 'image_to_video', params: { ...shared, promptImage: promptImageOf(frames) } }
}

function orNothing<T>(items: T[]): T[] | undefined {
  return items.length === 0 ? undefined : items
}
