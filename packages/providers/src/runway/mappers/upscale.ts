import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { RunwayCall } from '../call.ts'
import { frameRateOptions, imageUpscaleOptions, videoUpscaleOptions } from '../options/pictures.ts'

export const UPSCALE_RESOLUTIONS = ['720p', '1k', '2k', '4k'] as const

export function imageUpscale({ input, provider_options }: GenerationRequest): RunwayCall {
  const { scaleFactor = 2, ...rest } = parseProviderOptions(imageUpscaleOptions, provider_options)
  const imageUri = input.images?.[0]?.url ?? ''
  const params = { ...rest, model: 'magnific_precision_upscaler_v2', imageUri, scaleFactor } as const
  return { route: 'image_upscale', params }
}

export function videoUpscale({ input, provider_options }: GenerationRequest): RunwayCall {
  const rest = parseProviderOptions(videoUpscaleOptions, provider_options)
  const resolution = UPSCALE_RESOLUTIONS.find((one) => one === input.resolution) ?? '2k'
  const videoUri = input.video?.url ?? ''
  const params = { ...rest, model: 'magnific_video_upscaler_creative', videoUri, resolution } as const
  return { route: 'video_upscale', params }
}

export function frameRate({ input, provider_options }: GenerationRequest): RunwayCall {
  const { targetFramerate = '60' } = parseProviderOptions(frameRateOptions, provider_options)
  const params = { model: 'enhance_frame_rate', videoUri: input.video?.url ?? '', targetFramerate } as const
  return { route: 'video_upscale', params }
}
