import { z } from 'zod'
import {
  contentModeration,
  fitsProfile,
  flag,
  oneOf,
  outputFields,
  plainReference,
  PROFILE_RULE,
  prompt,
  references,
  secondsOrAuto,
  seed,
  typedReferences,
  veoSeconds,
  wholeSeconds,
} from './fields.ts'
import * as ratios from './ratios.ts'

export const GEN45_FORMATS =
  'mp4 prores png_sequence hdr10 hlg sdr_rec709_10bit hdr_pq_12bit_master hdr_prores hdr_png_sequence hdr_exr_sequence hdr_exr_acescg_sequence_1_3 hdr_exr_acescg_sequence_2_0'

const veo = {
  promptText: prompt(1000),
  ratio: oneOf(ratios.VEO),
  duration: veoSeconds.optional(),
  audio: flag,
  negativePrompt: prompt(1000).optional(),
  seed,
}

const seedance = (words: readonly string[]) => ({
  promptText: prompt(3500),
  ratio: oneOf(words).optional(),
  duration: secondsOrAuto(4, 15),
  audio: flag,
  references: references(9),
  referenceVideos: typedReferences('video', 3),
  referenceAudio: typedReferences('audio', 3),
  seed,
})

const wan = {
  promptText: prompt(100_000),
  duration: wholeSeconds(2, 30).optional(),
  ratio: oneOf(ratios.WAN).optional(),
  audio: flag,
  references: references(10),
  referenceVideos: typedReferences('video', 5),
  referenceAudio: typedReferences('audio', 5),
}

/** Bodies of `POST /v1/text_to_video`, closed per model as the vendor's are. */
export const textToVideoSchema = z.discriminatedUnion('model', [
  z
    .strictObject({
      model: z.literal('gen4.5'),
      promptText: prompt(1000),
      ratio: oneOf(ratios.TWO_WAYS),
      duration: wholeSeconds(2, 10),
      seed,
      contentModeration,
      ...outputFields(GEN45_FORMATS),
    })
    .refine(fitsProfile, PROFILE_RULE),
  z.strictObject({ model: z.literal('veo3.1'), ...veo }),
  z.strictObject({ model: z.literal('veo3.1_fast'), ...veo }),
  z
    .strictObject({
      model: z.literal('hailuo3'),
      promptText: prompt(6000),
      duration: wholeSeconds(5, 15).optional(),
      ratio: oneOf(ratios.HAILUO).optional(),
      resolution: z.enum(['768p', '2k', '768P', '2K']).optional(),
      references: references(9),
      referenceVideos: typedReferences('video', 3),
      referenceAudio: typedReferences('audio', 3),
    })
    .refine(
      (body) =>
        body.ratio !== 'adaptive' || (body.references?.length ?? 0) + (body.referenceVideos?.length ?? 0) > 0,
      { path: ['ratio'], error: 'Text-only requests require a concrete ratio' },
    ),
  z.strictObject({
    model: z.literal('happyhorse_1_0'),
    promptText: prompt(2500),
    duration: wholeSeconds(3, 15).optional(),
    ratio: oneOf(ratios.HAPPY_HORSE).optional(),
  }),
  z.strictObject({ model: z.literal('seedance2'), ...seedance(ratios.SEEDANCE) }),
  z.strictObject({
    model: z.enum(['seedance2_fast', 'seedance2_mini']),
    ...seedance(ratios.SEEDANCE_FAST),
  }),
  z.strictObject({
    model: z.literal('seedance2_5'),
    promptText: prompt(15_000).optional(),
    ratio: oneOf(ratios.SEEDANCE_25).optional(),
    duration: secondsOrAuto(4, 30),
    audio: flag,
    references: references(30),
    referenceVideos: typedReferences('video', 10),
    referenceAudio: typedReferences('audio', 10),
    seed,
  }),
  z.strictObject({
    model: z.literal('gemini_omni_flash'),
    promptText: prompt(4000),
    duration: wholeSeconds(3, 10).optional(),
    ratio: oneOf(ratios.TWO_WAYS).optional(),
  }),
  z.strictObject({
    model: z.literal('gemini_omni_flash_1.1'),
    promptText: prompt(100_000),
    duration: z.union([z.number().min(3).max(10), z.literal('auto')]).optional(),
    ratio: oneOf(ratios.OMNI_11).optional(),
    references: z.array(plainReference('image')).optional(),
    referenceVideos: z.array(plainReference('video')).optional(),
  }),
  z
    .strictObject({
      model: z.literal('grok_imagine_1_5'),
      promptText: prompt(2500),
      duration: wholeSeconds(1, 15).optional(),
      ratio: oneOf(ratios.GROK).optional(),
      resolution: z.enum(['480p', '720p', '1080p']).optional(),
      references: references(7),
      referenceAudio: typedReferences('audio', 3),
    })
    .refine((body) => !body.references?.length || body.resolution !== '1080p', {
      path: ['resolution'],
      error: 'Requests with image references are capped at 720p',
    })
    .refine((body) => !body.referenceAudio?.length || body.references?.length, {
      path: ['referenceAudio'],
      error: 'Audio references require at least one image reference',
    }),
  z.strictObject({ model: z.enum(['wan3', 'wan3_prime']), ...wan }),
  z.strictObject({
    model: z.literal('h3_max'),
    promptText: prompt(100_000),
    duration: z.number().positive().optional(),
    resolution: z.enum(['480p', '768p']).optional(),
    promptExpansionMode: z.enum(['disabled', 'balanced', 'quality']).optional(),
    seed,
  }),
])
