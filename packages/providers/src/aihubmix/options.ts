import { z } from 'zod'
import type { ExtraFields } from '../provider-options.ts'

/** Open only where the provider was made with `allowExtra`. */
interface WithExtra {
  extra?: ExtraFields | undefined
}

/** `provider_options` of the gpt-image models. Unsure: the gateway's own schema of the route lists none of them. */
export interface AIHubMixImageOptions extends WithExtra {
  /** `transparent` needs the format png or webp. */
  background?: 'auto' | 'opaque' | 'transparent' | undefined
  moderation?: 'auto' | 'low' | undefined
  /** 0 to 100, for jpeg and webp. */
  output_compression?: number | undefined
  /** How closely an edit keeps to the given pictures; gpt-image-1.5 alone. */
  input_fidelity?: 'high' | 'low' | undefined
}

/** `provider_options` of the FLUX models. */
export interface AIHubMixFluxOptions extends WithExtra {
  /** 0, strictest, to 6; 5 with flux-2, 2 with a picture. */
  safety_tolerance?: number | undefined
}

/** `provider_options` of Seedream and of qwen-image. */
export interface AIHubMixWatermarkOptions extends WithExtra {
  /** Default false. */
  watermark?: boolean | undefined
}

/** `provider_options` of Alibaba's pictures. */
export interface AIHubMixAlibabaImageOptions extends AIHubMixWatermarkOptions {
  /** Let the vendor write the prompt out. */
  prompt_extend?: boolean | undefined
  thinking_mode?: boolean | undefined
}

/** `provider_options` of minimax-h3 and of Veo 3. */
export interface AIHubMixSoundOptions extends WithExtra {
  /** Default: the vendor's with minimax-h3, true with Veo 3. */
  generate_audio?: boolean | undefined
}

/** `provider_options` of wan2.7-i2v and happyhorse. */
export interface AIHubMixDashScopeOptions extends AIHubMixWatermarkOptions {
  /** Let the vendor write the prompt out. */
  prompt_extend?: boolean | undefined
}

/** `provider_options` of Seedance. */
export interface AIHubMixSeedanceOptions extends AIHubMixWatermarkOptions {
  /** Default true. Not for Seedance 1.0, which is silent. */
  generate_audio?: boolean | undefined
  camera_fixed?: boolean | undefined
}

/** `provider_options` of speech. */
export interface AIHubMixSpeechOptions extends WithExtra {
  /** 0.25 to 4. Default 1. */
  speed?: number | undefined
  /** How to speak, up to 4096 characters. Not for tts-1 and tts-1-hd. */
  instructions?: string | undefined
}

/** `provider_options` of translations. */
export interface AIHubMixTranslationOptions extends WithExtra {
  /** 0 to 1. */
  temperature?: number | undefined
}

/** `provider_options` of transcriptions. */
export interface AIHubMixTranscriptionOptions extends AIHubMixTranslationOptions {
  /** With the format verbose_json. Default: segments. */
  timestamp_granularities?: ('word' | 'segment')[] | undefined
  /** The gpt-4o models without speakers, with the format json. */
  include?: 'logprobs'[] | undefined
  /** Default with gpt-4o-transcribe-diarize: auto, which it needs above 30 seconds. */
  chunking_strategy?: 'auto' | undefined
}

const flag = z.boolean().optional()
const extra = z.record(z.string(), z.unknown()).optional()
const watermark = { watermark: flag, extra }

export const imageOptions: z.ZodType<AIHubMixImageOptions> = z.strictObject({
  background: z.enum(['auto', 'opaque', 'transparent']).optional(),
  moderation: z.enum(['auto', 'low']).optional(),
  output_compression: z.int().min(0).max(100).optional(),
  input_fidelity: z.enum(['high', 'low']).optional(),
  extra,
})
export const fluxOptions: z.ZodType<AIHubMixFluxOptions> = z.strictObject({
  safety_tolerance: z.int().min(0).max(6).optional(),
  extra,
})
export const watermarkOptions: z.ZodType<AIHubMixWatermarkOptions> = z.strictObject(watermark)
export const alibabaImageOptions: z.ZodType<AIHubMixAlibabaImageOptions> = z.strictObject({
  ...watermark,
  prompt_extend: flag,
  thinking_mode: flag,
})
export const soundOptions: z.ZodType<AIHubMixSoundOptions> = z.strictObject({ generate_audio: flag, extra })
export const dashScopeOptions: z.ZodType<AIHubMixDashScopeOptions> = z.strictObject({
  ...watermark,
  prompt_extend: flag,
})
export const seedanceOptions: z.ZodType<AIHubMixSeedanceOptions> = z.strictObject({
  ...watermark,
  generate_audio: flag,
  camera_fixed: flag,
})
export const speechOptions: z.ZodType<AIHubMixSpeechOptions> = z.strictObject({
  speed: z.number().min(0.25).max(4).optional(),
  instructions: z.string().min(1).max(4096).optional(),
  extra,
})
export const translationOptions: z.ZodType<AIHubMixTranslationOptions> = z.strictObject({
  temperature: z.number().min(0).max(1).optional(),
  extra,
})
export const transcriptionOptions: z.ZodType<AIHubMixTranscriptionOptions> = z.strictObject({
  temperature: z.number().min(0).max(1).optional(),
  timestamp_granularities: z
    .array(z.enum(['word', 'segment']))
    .min(1)
    .optional(),
  include: z.array(z.literal('logprobs')).min(1).optional(),
  chunking_strategy: z.literal('auto').optional(),
  extra,
})
export const extraOnly: z.ZodType<WithExtra> = z.strictObject({ extra })
