import { z } from 'zod'
import {
  contentModeration,
  firstAndLastFrame,
  firstFrame,
  fitsProfile,
  flag,
  framesOrReferences,
  oneOf,
  outputFields,
  PROFILE_RULE,
  prompt,
  secondsOrAuto,
  seed,
  typedReferences,
  veoSeconds,
  wholeSeconds,
} from './fields.ts'
import * as ratios from './ratios.ts'
import { GEN45_FORMATS } from './text-to-video-models.ts'

const veo = {
  promptImage: firstAndLastFrame,
  promptText: prompt(1000).optional(),
  ratio: oneOf(ratios.VEO),
  duration: veoSeconds.optional(),
  audio: flag,
  negativePrompt: prompt(1000).optional(),
  seed,
}

const seedance = (words: readonly string[]) => ({
  promptImage: framesOrReferences(),
  promptText: prompt(3500).optional(),
  ratio: oneOf(words).optional(),
  duration: secondsOrAuto(4, 15),
  audio: flag,
  referenceAudio: typedReferences('audio', 3),
  seed,
})

const isKeyframe = (image: unknown): boolean =>
  typeof image === 'string' || (Array.isArray(image) && image.some((item: object) => 'position' in item))

/** Bodies of `POST /v1/image_to_video`, closed per model as the vendor's are. */
export const imageToVideoSchema = z.discriminatedUnion('model', [
  z
    .strictObject({
      model: z.literal('gen4.5'),
      promptText: prompt(1000),
      promptImage: firstFrame,
      ratio: oneOf(ratios.GEN4_VIDEO),
      duration: wholeSeconds(2, 10),
      seed,
      contentModeration,
      ...outputFields(GEN45_FORMATS),
    })
    .refine(fitsProfile, PROFILE_RULE),
  z.strictObject({
    model: z.literal('gen4_turbo'),
    promptImage: firstFrame,
    promptText: prompt(1000).optional(),
    ratio: oneOf(ratios.GEN4_VIDEO),
    duration: wholeSeconds(2, 10).optional(),
    seed,
    contentModeration,
  }),
  z.strictObject({ model: z.literal('veo3.1'), ...veo }),
  z.strictObject({ model: z.literal('veo3.1_fast'), ...veo }),
  z.strictObject({
    model: z.literal('hailuo3'),
    promptText: prompt(6000),
    promptImage: framesOrReferences(9),
    duration: wholeSeconds(5, 15).optional(),
    ratio: oneOf(ratios.HAILUO).optional(),
    resolution: z.enum(['768p', '2k', '768P', '2K']).optional(),
    referenceAudio: typedReferences('audio', 3),
  }),
  z.strictObject({
    model: z.literal('happyhorse_1_0'),
    promptImage: firstFrame,
    promptText: prompt(2500, 2).optional(),
    duration: wholeSeconds(3, 15).optional(),
    resolution: z.enum(['720p', '1080p', '720P', '1080P']).optional(),
  }),
  z.strictObject({ model: z.literal('seedance2'), ...seedance(ratios.SEEDANCE) }),
  z.strictObject({
    model: z.enum(['seedance2_fast', 'seedance2_mini']),
    ...seedance(ratios.SEEDANCE_FAST),
  }),
  z.strictObject({
    model: z.literal('seedance2_5'),
    promptImage: framesOrReferences(),
    promptText: prompt(15_000).optional(),
    ratio: oneOf(ratios.SEEDANCE_25).optional(),
    duration: secondsOrAuto(4, 30),
    audio: flag,
    referenceAudio: typedReferences('audio', 10),
    seed,
  }),
  z.strictObject({
    model: z.literal('gemini_omni_flash'),
    promptImage: firstFrame,
    promptText: prompt(4000).optional(),
    duration: wholeSeconds(3, 10).optional(),
    ratio: oneOf(ratios.TWO_WAYS).optional(),
  }),
  z.strictObject({
    model: z.literal('gemini_omni_flash_1.1'),
    promptImage: firstAndLastFrame,
    promptText: prompt(100_000),
    duration: z.union([z.number().min(3).max(10), z.literal('auto')]).optional(),
    ratio: oneOf(ratios.OMNI_11).optional(),
  }),
  z.strictObject({
    model: z.literal('grok_imagine_1_5'),
    promptImage: firstFrame,
    promptText: prompt(100_000).optional(),
    duration: z.number().positive().optional(),
    resolution: z.enum(['480p', '720p', '1080p']).optional(),
  }),
  z
    .strictObject({
      model: z.enum(['wan3', 'wan3_prime']),
      promptText: prompt(100_000),
      promptImage: framesOrReferences(10),
      duration: wholeSeconds(2, 30).optional(),
      ratio: oneOf(ratios.WAN).optional(),
      audio: flag,
      referenceVideos: typedReferences('video', 5),
      referenceAudio: typedReferences('audio', 5),
    })
    .refine((body) => !body.ratio || body.ratio.startsWith('auto_') || !isKeyframe(body.promptImage), {
      path: ['ratio'],
      error: 'Keyframe requests must use auto_480p, auto_720p, or auto_1080p',
    }),
  z.strictObject({
    model: z.literal('h3_max'),
    promptImage: firstAndLastFrame,
    promptText: prompt(100_000),
    duration: z.number().positive().optional(),
    resolution: z.enum(['480p', '768p']).optional(),
    promptExpansionMode: z.enum(['disabled', 'balanced', 'quality']).optional(),
    seed,
  }),
])
