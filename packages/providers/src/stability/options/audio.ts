import { z } from 'zod'
import { between, wholeBetween } from './common.ts'

/** Default 8. They cost nothing more. */
type FewSteps = 4 | 5 | 6 | 7 | 8

/** `provider_options` of `stable-audio-2`. */
export interface StableAudio2Options {
  /** 30 to 100; each costs. Default 50. */
  steps?: number | undefined
  /** How closely the prompt is followed, 1 to 25. Default 7. */
  cfg_scale?: number | undefined
}

/** `provider_options` of `stable-audio-2.5` and `stable-audio-3`. */
export interface StableAudioOptions {
  steps?: FewSteps | undefined
  /** How closely the prompt is followed, 1 to 25. Default 1. */
  cfg_scale?: number | undefined
}

/** `provider_options` of `stable-audio-2.5-inpaint` and `stable-audio-3-inpaint`: the part that is made anew. */
export interface StableAudioInpaintOptions {
  /** Seconds from the beginning. Default 30. */
  mask_start?: number | undefined
  /** Seconds from the beginning: up to 190, for Stable Audio 3 to 380. Default: the most. */
  mask_end?: number | undefined
  steps?: FewSteps | undefined
}

const DEFAULT_MASK_START = 30
const steps = z.literal([4, 5, 6, 7, 8]).optional()

export const stableAudio2Options: z.ZodType<StableAudio2Options> = z.strictObject({
  steps: wholeBetween(30, 100),
  cfg_scale: between(1, 25),
})

export const stableAudioOptions: z.ZodType<StableAudioOptions> = z.strictObject({
  steps,
  cfg_scale: between(1, 25),
})

export const stableAudio25InpaintOptions: z.ZodType<StableAudioInpaintOptions> = inpaint(190)
export const stableAudio3InpaintOptions: z.ZodType<StableAudioInpaintOptions> = inpaint(380)

function inpaint(longest: number): z.ZodType<StableAudioInpaintOptions> {
  const second = between(0, longest)
  return z
    .strictObject({ mask_start: second, mask_end: second, steps })
    .refine(({ mask_start = DEFAULT_MASK_START, mask_end = longest }) => mask_start < mask_end, {
      path: ['mask_end'],
      error: `must be later than mask_start, which is ${DEFAULT_MASK_START} unless given`,
    })
}
