import { z } from 'zod'

/** `provider_options` of the tts models. */
export interface SpeechOptions {
  /** 0.25 to 4. Default 1. */
  speed?: number | undefined
}

export const speechOptions: z.ZodType<SpeechOptions> = z.strictObject({
  speed: z.number().min(0.25).max(4).optional(),
})

export const noOptions: z.ZodType<Record<string, never>> = z.strictObject({})
