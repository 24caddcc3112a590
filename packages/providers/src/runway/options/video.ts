import { z } from 'zod'

/** `provider_options` of Runway's own models. */
export interface Gen4Options {
  /** `low` is less strict about public figures. */
  contentModeration?: { publicFigureThreshold: 'auto' | 'low' } | undefined
}

/** `provider_options` of the Veo models. */
export interface VeoOptions {
  /** Default true. Silent videos cost less. */
  audio?: boolean | undefined
}

export const gen4Options: z.ZodType<Gen4Options> = z.strictObject({
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) }).optional(),
})

export const veoOptions: z.ZodType<VeoOptions> = z.strictObject({ audio: z.boolean().optional() })
