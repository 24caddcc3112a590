import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { RunwayCall } from '../call.ts'
import {
  actTwoOptions,
  aleph2Options,
  gen45Options,
  gen4Options,
  rubyOptions,
  type Aleph2Options,
  type Gen45Options,
  type RubyOptions,
} from '../options/runway-video.ts'
import { pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'

const DEFAULT_SECONDS = 5

export function gen45({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { contentModeration, ...options } = parseProviderOptions(gen45Options, provider_options)
  const shared = {
    model: 'gen4.5',
    promptText: input.prompt ?? '',
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    seed: input.seed,
    contentModeration,
    ...gen45Output(options),
  } as const
  const promptImage = input.images?.[0]?.url
  if (promptImage === undefined) {
    return { route: 'text_to_video', params: { ...shared, ratio: pickRatio(model, RATIOS.gen45Text, input) } }
  }
  const ratio = pickRatio(model, RATIOS.gen4Video, input)
  return { route: 'image_to_video', params: { ...shared, promptImage, ratio } }
}

export function gen4Turbo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { contentModeration } = parseProviderOptions(gen4Options, provider_options)
  return {
    route: 'image_to_video',
    params: {
      model: 'gen4_turbo',
      promptImage: input.images?.[0]?.url ?? '',
      promptText: input.prompt,
      ratio: pickRatio(model, RATIOS.gen4Video, input),
      duration: input.duration_seconds ?? DEFAULT_SECONDS,
      seed: input.seed,
      contentModeration,
    },
  }
}

export function actTwo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { characterVideo, ...options } = parseProviderOptions(actTwoOptions, provider_options)
  const picture = input.images?.[0]?.url
  if ((picture === undefined) === (characterVideo === undefined)) {
    const message = `${model} needs one character: a picture in images, or provider_options.characterVideo.`
    throw invalidRequest('input.images', message)
  }
  const character =
    picture === undefined
      ? { type: 'video' as const, uri: characterVideo ?? '' }
      : { type: 'image' as const, uri: picture }
  const reference = { type: 'video' as const, uri: input.video?.url ?? '' }
  const ratio = pickRatio(model, RATIOS.gen4Video, input)
  const params = { ...options, model: 'act_two', character, reference, ratio, seed: input.seed } as const
  return { route: 'character_performance', params }
}

export function aleph2({ input, provider_options, model }: GenerationRequest): RunwayCall {
  const { contentModeration, keyframes, ...options } = parseProviderOptions(aleph2Options, provider_options)
  return {
    route: 'video_to_video',
    params: {
      model: 'aleph2',
      videoUri: input.video?.url ?? '',
      promptText: input.prompt,
      keyframes: guidances(model, input.images, keyframes),
      targetAspectRatio: ALEPH_SHAPES.find((shape) => shape === input.aspect_ratio),
      seed: input.seed,
      contentModeration,
      ...aleph2Output(options),
    },
  }
}

/** The shapes of Aleph 2; without one, the result has that of its input. */
export const ALEPH_SHAPES = ['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9'] as const

/** A first frame guides the beginning and a last one the end; for others `keyframes` says when. */
function guidances(
  model: string,
  images: GenerationRequest['input']['images'],
  keyframes: Aleph2Options['keyframes'],
) {
  if (keyframes !== undefined && keyframes.length !== (images ?? []).length) {
    const message = 'provider_options.keyframes needs one entry for each of images.'
    throw invalidRequest('provider_options.keyframes', message)
  }
  return images?.map(({ url, role = 'first_frame' }, index) => {
    const given = keyframes?.[index]
    if (given !== undefined) return { uri: url, ...given }
    if (role !== 'reference') return { uri: url, at: role === 'last_frame' ? 1 : 0 }
    const message = `${model} needs provider_options.keyframes to know when a reference guides the video.`
    throw invalidRequest('provider_options.keyframes', message)
  })
}

export function ruby({ input, provider_options }: GenerationRequest): RunwayCall {
  const options = parseProviderOptions(rubyOptions, provider_options)
  const params = { model: 'ruby', videoUri: input.video?.url ?? '', ...rubyOutput(options) } as const
  return { route: 'video_to_hdr', params }
}

function gen45Output({ outputFormat = 'mp4', proresProfile }: Omit<Gen45Options, 'contentModeration'>) {
  if (outputFormat === 'prores') return { outputFormat, proresProfile }
  if (outputFormat === 'hdr_prores') return { outputFormat, proresProfile: hdrProfile(proresProfile) }
  return { outputFormat, ...noProfile(proresProfile) }
}

function aleph2Output({
  outputFormat = 'mp4',
  proresProfile,
}: Pick<Aleph2Options, 'outputFormat' | 'proresProfile'>) {
  if (outputFormat === 'prores') return { outputFormat, proresProfile }
  return { outputFormat, ...noProfile(proresProfile) }
}

function rubyOutput({ outputFormat = 'hdr10', proresProfile }: RubyOptions) {
  if (outputFormat === 'hdr_prores') return { outputFormat, proresProfile }
  return { outputFormat, ...noProfile(proresProfile) }
}

function noProfile(profile: string | undefined): object {
  if (profile === undefined) return {}
  const field = 'provider_options.proresProfile'
  throw invalidRequest(field, `${field} goes with outputFormat prores or hdr_prores only.`)
}

function hdrProfile(profile: Gen45Options['proresProfile']): '422' | '422 HQ' | '4444' | undefined {
  if (profile === undefined || profile === '422' || profile === '422 HQ' || profile === '4444') return profile
  const field = 'provider_options.proresProfile'
  throw invalidRequest(field, `${field} is 422, 422 HQ or 4444 with hdr_prores.`)
}
