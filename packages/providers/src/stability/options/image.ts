import { z } from 'zod'
import { between, wholeBetween } from './common.ts'

/** `provider_options` of the `sd3.5-…` models. */
export interface SD3Options {
  /** How closely the prompt is followed, 1 to 10. Default 4 for Large and Medium, 1 for Turbo and Flash. */
  cfg_scale?: number | undefined
}

const GUIDANCE_PRESETS = ['FAST_BLUE', 'FAST_GREEN', 'NONE', 'SIMPLE', 'SLOW', 'SLOWER', 'SLOWEST'] as const
const SAMPLERS = [
  'DDIM',
  'DDPM',
  'K_DPMPP_2M',
  'K_DPMPP_2S_ANCESTRAL',
  'K_DPM_2',
  'K_DPM_2_ANCESTRAL',
  'K_EULER',
  'K_EULER_ANCESTRAL',
  'K_HEUN',
  'K_LMS',
] as const

/** `provider_options` of SDXL with a mask. */
export interface SDXLMaskingOptions {
  /** 10 to 50; above 30 each costs more. Default 30. */
  steps?: number | undefined
  /** How closely the prompt is followed, 0 to 35. Default 7. */
  cfg_scale?: number | undefined
  /** Default: chosen by Stability. */
  sampler?: (typeof SAMPLERS)[number] | undefined
  /** Default NONE. */
  clip_guidance_preset?: (typeof GUIDANCE_PRESETS)[number] | undefined
}

/** `provider_options` of SDXL. */
export interface SDXLOptions extends SDXLMaskingOptions {
  /** With a picture and in place of `strength`: where in the schedule it begins, 0 to 1. Default 0.65. */
  step_schedule_start?: number | undefined
  /** Where it ends, 0 to 1. */
  step_schedule_end?: number | undefined
}

export const sd3Options: z.ZodType<SD3Options> = z.strictObject({ cfg_scale: between(1, 10) })

const masking = {
  steps: wholeBetween(10, 50),
  cfg_scale: between(0, 35),
  sampler: z.enum(SAMPLERS).optional(),
  clip_guidance_preset: z.enum(GUIDANCE_PRESETS).optional(),
}

export const sdxlMaskingOptions: z.ZodType<SDXLMaskingOptions> = z.strictObject(masking)

export const sdxlOptions: z.ZodType<SDXLOptions> = z.strictObject({
  ...masking,
  step_schedule_start: between(0, 1),
  step_schedule_end: between(0, 1),
})
