import { z } from 'zod'

/** `provider_options` of upscale-creative. */
export interface UpscaleCreativeOptions {
  /** How much is invented, 0.1 to 0.5. Default 0.3. */
  creativity?: number | undefined
}

export const upscaleCreativeOptions: z.ZodType<UpscaleCreativeOptions> = z.strictObject({
  creativity: z.number().min(0.1).max(0.5).optional(),
})

export const noOptions: z.ZodType<Record<string, never>> = z.strictObject({})
