import { z } from 'zod'
import { between } from './common.ts'

/** `provider_options` of `upscale-conservative`. */
export interface UpscaleConservativeOptions {
  /** How much is invented, 0.2 to 0.5. Default 0.35. */
  creativity?: number | undefined
}

/** `provider_options` of `upscale-creative`. */
export interface UpscaleCreativeOptions {
  /** How much is invented, 0.1 to 0.5. Default 0.3. */
  creativity?: number | undefined
}

export const upscaleConservativeOptions: z.ZodType<UpscaleConservativeOptions> = z.strictObject({
  creativity: between(0.2, 0.5),
})

export const upscaleCreativeOptions: z.ZodType<UpscaleCreativeOptions> = z.strictObject({
  creativity: between(0.1, 0.5),
})
