import { z } from 'zod'
import { audioUri } from './media.ts'
import { id, nullableText, optionalText, type Open } from './reply.ts'
import { text } from './shape.ts'

/** The first one is the newer. */
export type VoiceModel = 'eleven_ttv_v3' | 'eleven_multilingual_ttv_v2'

export interface PreviewVoiceParams {
  model: VoiceModel
  /** What it sounds like: 20 to 1,000. */
  prompt: string
}

/** A voice after a recording, or after a description. */
export interface CreateVoiceParams {
  /** At most 100. */
  name: string
  description?: string | null | undefined
  from: { type: 'audio'; audio: string } | (PreviewVoiceParams & { type: 'text' })
}

const model = z.enum(['eleven_ttv_v3', 'eleven_multilingual_ttv_v2'])
const prompt = text(1_000, 20)
const description = z.string().nullable().optional()

export const previewVoiceParams: z.ZodType<PreviewVoiceParams> = z.strictObject({ model, prompt })

export const createVoiceParams: z.ZodType<CreateVoiceParams> = z.strictObject({
  name: text(100),
  description,
  from: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('audio'), audio: audioUri }),
    z.strictObject({ type: z.literal('text'), model, prompt }),
  ]),
})

export interface UpdateVoiceParams {
  name?: string | undefined
  /** Null takes it away. */
  description?: string | null | undefined
}

export const updateVoiceParams: z.ZodType<UpdateVoiceParams> = z.strictObject({
  name: text(100).optional(),
  description,
})

export interface Voice {
  id: string
  name: string
  /** It can be used once it is `READY`. */
  status: Open<'PROCESSING' | 'READY' | 'FAILED'>
  description?: string | null | undefined
  failureReason?: string | undefined
  /** Does not live long. */
  previewUrl?: string | null | undefined
  createdAt?: string | undefined
}

export const voice: z.ZodType<Voice> = z.object({
  id,
  name: z.string(),
  status: z.string(),
  description: nullableText,
  failureReason: optionalText,
  previewUrl: nullableText,
  createdAt: optionalText,
})

export interface VoicePreview {
  /** Does not live long. */
  url: string
  durationSecs?: number | undefined
}

export const voicePreview: z.ZodType<VoicePreview> = z.object({
  url: z.string().min(1),
  durationSecs: z.number().optional().catch(undefined),
})
