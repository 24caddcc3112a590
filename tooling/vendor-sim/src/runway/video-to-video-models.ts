import { z } from 'zod'
import {
  contentModeration,
  fitsProfile,
  flag,
  keyframes,
  media,
  oneOf,
  outputFields,
  percent,
  PROFILE_RULE,
  prompt,
  references,
  secondsOrAuto,
  seed,
  typedReferences,
  wholeSeconds,
} from './fields.ts'
import * as ratios from './ratios.ts'

const video = media('video')

const seedance = (words: readonly string[]) => ({
  promptVideo: video,
  promptText: prompt(3500).optional(),
  ratio: oneOf(words).optional(),
  duration: secondsOrAuto(4, 15),
  audio: flag,
  references: references(9),
  referenceVideos: typedReferences('video', 3),
  referenceAudio: typedReferences('audio', 3),
  seed,
})

/** Bodies of `POST /v1/video_to_video`, closed per model as the vendor's are. */
export const videoToVideoSchema = z.discriminatedUnion('model', [
  z
    .strictObject({
      model: z.literal('aleph2'),
      videoUri: video,
      promptText: prompt(1000).optional(),
      keyframes,
      targetAspectRatio: z.enum(['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9']).optional(),
      ratio: z.string().optional(),
      seed,
      contentModeration,
      ...outputFields('mp4 prores png_sequence sdr_rec709_10bit'),
    })
    .refine(fitsProfile, PROFILE_RULE),
  z.strictObject({
    model: z.literal('hailuo3'),
    promptVideo: video,
    promptText: prompt(6000),
    duration: wholeSeconds(5, 15).optional(),
    ratio: oneOf(ratios.HAILUO).optional(),
    resolution: z.enum(['768p', '2k', '768P', '2K']).optional(),
    references: references(9),
    referenceVideos: typedReferences('video', 2),
    referenceAudio: typedReferences('audio', 3),
  }),
  z.strictObject({ model: z.literal('seedance2'), ...seedance(ratios.SEEDANCE) }),
  z.strictObject({
    model: z.enum(['seedance2_fast', 'seedance2_mini']),
    ...seedance(ratios.SEEDANCE_FAST),
  }),
  z
    .strictObject({
      model: z.literal('seedance2_5'),
      promptVideo: video,
      mode: z.enum(['reference', 'extend', 'edit']).optional(),
      promptText: prompt(15_000).optional(),
      ratio: oneOf(ratios.SEEDANCE_25).optional(),
      duration: secondsOrAuto(4, 30),
      audio: flag,
      references: references(30),
      referenceVideos: typedReferences('video', 9),
      referenceAudio: typedReferences('audio', 10),
      seed,
    })
    .refine((body) => (body.mode ?? 'reference') === 'reference' || body.promptText !== undefined, {
      path: ['promptText'],
      error: 'Required in this mode',
    })
    .refine((body) => (body.mode ?? 'reference') === 'reference' || body.ratio === undefined, {
      path: ['ratio'],
      error: 'Not accepted in this mode',
    })
    .refine((body) => body.mode !== 'edit' || body.duration === 'auto', {
      path: ['duration'],
      error: 'Must be auto in this mode',
    }),
  z.strictObject({
    model: z.literal('gemini_omni_flash'),
    videoUri: video,
    promptText: prompt(4000),
    references: references(5),
  }),
  z.strictObject({
    model: z.literal('gemini_omni_flash_1.1'),
    videoUri: video,
    promptText: prompt(100_000),
    mode: z.enum(['reference', 'extend', 'edit']).optional(),
    duration: z.union([z.number().positive(), z.literal('auto')]).optional(),
    ratio: oneOf(ratios.OMNI_11).optional(),
    references: references(100),
  }),
])

/** Body of `POST /v1/video_to_hdr`. */
export const videoToHdrSchema = z
  .strictObject({
    model: z.literal('ruby'),
    videoUri: video,
    ...outputFields(
      'hdr10 hlg hdr_prores hdr_exr_sequence hdr_exr_acescg_sequence_1_3 hdr_exr_acescg_sequence_2_0',
    ),
  })
  .refine(fitsProfile, PROFILE_RULE)

/** Bodies of `POST /v1/video_upscale`. */
export const videoUpscaleSchema = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('magnific_video_upscaler_creative'),
    videoUri: video,
    resolution: z.enum(['720p', '1k', '2k', '4k']).optional(),
    creativity: percent,
    sharpen: percent,
    smartGrain: percent,
    flavor: z.enum(['vivid', 'natural']).optional(),
    fpsBoost: flag,
  }),
  z.strictObject({
    model: z.literal('enhance_frame_rate'),
    videoUri: video,
    targetFramerate: z.enum(['24', '25', '30', '48', '50', '60', '120', '23_98', '29_97', '59_94']),
  }),
])

/** Body of `POST /v1/character_performance`. */
export const characterPerformanceSchema = z.strictObject({
  model: z.literal('act_two'),
  character: z.union([
    z.strictObject({ type: z.literal('image'), uri: media('image') }),
    z.strictObject({ type: z.literal('video'), uri: video }),
  ]),
  reference: z.strictObject({ type: z.literal('video'), uri: video }),
  ratio: oneOf(ratios.GEN4_VIDEO).optional(),
  bodyControl: flag,
  expressionIntensity: z.int().min(1).max(5).optional(),
  seed,
  contentModeration,
})
