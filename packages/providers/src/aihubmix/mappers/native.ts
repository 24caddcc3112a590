import type { NativeFrame, NativeReference, NativeVideoParams, Unchecked } from '@jointo/client-aihubmix'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { extraOnly, soundOptions } from '../options.ts'
import { picturesBy } from '../pictures.ts'

const DEFAULT_SECONDS = 5
const DEFAULT_RESOLUTION = '768p'
const MOST_REFERENCES = 9

/** `/ai/v1/images/generations`. Its schemas are closed: only what is asked for is sent. */
export function toNativeImage({ model, input, provider_options }: GenerationRequest): AIHubMixCall {
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const fields = { model, prompt: input.prompt ?? '', size: input.size }
  refuseReplacing(extra, fields)
  return { route: 'native-images', params: extra === undefined ? fields : unchecked(fields, extra) }
}

/** `/ai/v1/videos`: frames, or up to nine references. Length and resolution decide the price, so they are always said. */
export function toNativeVideo(request: GenerationRequest): AIHubMixCall {
  const { model, input, provider_options } = request
  const { extra, generate_audio } = parseProviderOptions(soundOptions, provider_options)
  const { prompt = '', aspect_ratio, seed } = input
  const { first_frame, last_frame, reference } = picturesBy(request, 'first_frame')
  const frame_images: NativeFrame[] = [
    ...(first_frame ?? []).map((url) => ({ frame_type: 'first_frame', image_url: { url } }) as const),
    ...(last_frame ?? []).map((url) => ({ frame_type: 'last_frame', image_url: { url } }) as const),
  ]
  const input_references: NativeReference[] = [
    ...(reference ?? []).map((url) => ({ type: 'image_url', url }) as const),
    ...(input.video === undefined ? [] : [{ type: 'video_url', url: input.video.url } as const]),
    ...(input.audio === undefined ? [] : [{ type: 'audio_url', url: input.audio.url } as const]),
  ]
  if (frame_images.length > 0 && input_references.length > 0) {
    throw invalidRequest('input.images', `${model} takes frames or references, not both.`)
  }
  if (input_references.length > MOST_REFERENCES) {
    throw invalidRequest('input.images', `${model} takes at most ${MOST_REFERENCES} references.`)
  }
  const fields = {
    model,
    prompt,
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    resolution: (input.resolution ?? DEFAULT_RESOLUTION).toUpperCase(),
    aspect_ratio,
    seed,
    generate_audio,
  }
  const media: Pick<NativeVideoParams, 'frame_images' | 'input_references'> =
    frame_images.length > 0 ? { frame_images } : input_references.length > 0 ? { input_references } : {}
  refuseReplacing(extra, { ...fields, ...media })
  if (extra !== undefined)
    return { route: 'native-videos', params: unchecked({ ...fields, ...media }, extra) }
  if (frame_images.length > 0) return { route: 'native-videos', params: { ...fields, frame_images } }
  if (input_references.length > 0) return { route: 'native-videos', params: { ...fields, input_references } }
  return { route: 'native-videos', params: fields }
}

function unchecked(fields: { model: string }, extra: Readonly<Record<string, unknown>>): Unchecked {
  return { unchecked: { ...fields, ...extra } }
}
