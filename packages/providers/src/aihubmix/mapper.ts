import type { GenerateImageParams, GenerateSpeechParams, VideoParams } from '@jointo/client-aihubmix'
import { invalidRequest } from '../provider-error.ts'
import { parseProviderOptions } from '../provider-options.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import { noOptions, speechOptions } from './options.ts'

/** Which route, and what it is sent. */
export type AIHubMixCall =
  | { route: 'images'; params: GenerateImageParams & { quality: 'low' | 'medium' } }
  | { route: 'speech'; params: GenerateSpeechParams }
  | { route: 'videos'; params: VideoParams }

const DEFAULT_VIDEO_SECONDS = 5
const SIZES_OF_SHAPES: Readonly<Record<string, string>> = { '16:9': '1280x720', '9:16': '720x1280' }
const IMAGE_FORMATS = ['png', 'jpeg', 'webp'] as const
const SPEECH_FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav'] as const

/**
 * Our words in the gateway's. Pure: nothing is sent. What decides the price is always said, never left to the gateway.
 * @throws ProviderError `invalid_request`
 */
export function toAIHubMixCall({ kind, model, input, provider_options }: GenerationRequest): AIHubMixCall {
  switch (kind) {
    case 'image':
      parseProviderOptions(noOptions, provider_options)
      return {
        route: 'images',
        params: {
          model,
          prompt: input.prompt ?? '',
          n: input.n,
          size: input.size ?? '1024x1024',
          quality: input.quality === 'low' ? 'low' : 'medium',
          output_format: IMAGE_FORMATS.find((format) => format === input.format),
        },
      }
    case 'speech':
      return {
        route: 'speech',
        params: {
          model,
          input: input.text ?? '',
          voice: input.voice ?? 'alloy',
          response_format: SPEECH_FORMATS.find((format) => format === input.format) ?? 'mp3',
          ...parseProviderOptions(speechOptions, provider_options),
        },
      }
    case 'video':
      parseProviderOptions(noOptions, provider_options)
      return {
        route: 'videos',
        params: {
          model,
          prompt: input.prompt ?? '',
          seconds: input.duration_seconds ?? DEFAULT_VIDEO_SECONDS,
          size: input.size ?? SIZES_OF_SHAPES[input.aspect_ratio ?? '16:9'],
          seed: input.seed,
        },
      }
    default:
      throw invalidRequest('kind', `AIHubMix's ${model} is not mapped for ${kind}.`)
  }
}
