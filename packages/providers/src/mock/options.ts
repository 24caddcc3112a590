import { z } from 'zod'
import { parseProviderOptions } from '../provider-options.ts'
import type { Kind } from '../spec/kinds.ts'
import type { GenerationRequest } from '../spec/generation.ts'

/** `provider_options` of `image`. Taken as OpenAI's own models take them, with a warning that nothing comes of it. */
export interface MockImageOptions {
  /** 0 to 100. */
  output_compression?: number | undefined
}

/** `provider_options` of `image-edit`. */
export interface MockEditOptions extends MockImageOptions {
  /** Steps of an imagined diffusion, 1 to 50. Each is charged; fewer than 10 count as 10. Default 20. */
  steps: number
  input_fidelity?: 'high' | 'low' | undefined
}

/** `provider_options` of `image-upscale`. */
export interface MockUpscaleOptions {
  /** How many times wider and higher. Default 2. */
  scale: 2 | 4
}

/** `provider_options` of `speech`. Taken with a warning that nothing comes of it. */
export interface MockSpeechOptions {
  /** 0.25 to 4. */
  speed?: number | undefined
  instructions?: string | undefined
}

/** `provider_options` of `translation`. */
export interface MockTranslationOptions {
  /** 0 to 1; nothing comes of it. */
  temperature?: number | undefined
}

/** `provider_options` of `transcription`. Nothing comes of the last two. */
export interface MockTranscriptionOptions extends MockTranslationOptions {
  /** `word` adds words with their times to `verbose_json`. */
  timestamp_granularities?: ('word' | 'segment')[] | undefined
  include?: string[] | undefined
  chunking_strategy?: string | undefined
}

const compression = z.int().min(0).max(100).optional()
const temperature = z.number().min(0).max(1).optional()

const imageOptions: z.ZodType<MockImageOptions> = z.strictObject({ output_compression: compression })

const editOptions: z.ZodType<MockEditOptions> = z.strictObject({
  steps: z.int().min(1).max(50).default(20),
  output_compression: compression,
  input_fidelity: z.enum(['high', 'low']).optional(),
})

const upscaleOptions: z.ZodType<MockUpscaleOptions> = z.strictObject({
  scale: z.union([z.literal(2), z.literal(4)]).default(2),
})

const speechOptions: z.ZodType<MockSpeechOptions> = z.strictObject({
  speed: z.number().min(0.25).max(4).optional(),
  instructions: z.string().max(4096).optional(),
})

const transcriptionOptions: z.ZodType<MockTranscriptionOptions> = z.strictObject({
  temperature,
  timestamp_granularities: z.array(z.enum(['word', 'segment'])).optional(),
  include: z.array(z.string().max(100)).optional(),
  chunking_strategy: z.string().max(1000).optional(),
})

const translationOptions: z.ZodType<MockTranslationOptions> = z.strictObject({ temperature })

const OPTIONS: Partial<Record<Kind, z.ZodType>> = {
  image: imageOptions,
  image_edit: editOptions,
  image_upscale: upscaleOptions,
  speech: speechOptions,
  transcription: transcriptionOptions,
  translation: translationOptions,
}

/** Whether models of this kind take options at all. */
export function takesOptions(kind: Kind): boolean {
  return OPTIONS[kind] !== undefined
}

/** @throws ProviderError `invalid_request` naming the option */
export function checkOptions({ kind, provider_options }: GenerationRequest): void {
  const schema = OPTIONS[kind]
  if (schema !== undefined) parseProviderOptions(schema, provider_options)
}

/** @throws ProviderError `invalid_request` naming the option */
export function readEditOptions(request: GenerationRequest): MockEditOptions {
  return parseProviderOptions(editOptions, request.provider_options)
}

/** @throws ProviderError `invalid_request` naming the option */
export function readUpscaleOptions(request: GenerationRequest): MockUpscaleOptions {
  return parseProviderOptions(upscaleOptions, request.provider_options)
}

/** Of a translation there are no words with times: then it is empty. @throws as the others */
export function readTranscriptionOptions({
  kind,
  provider_options,
}: GenerationRequest): MockTranscriptionOptions {
  return kind === 'transcription' ? parseProviderOptions(transcriptionOptions, provider_options) : {}
}
