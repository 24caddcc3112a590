import { z } from 'zod'
import {
  imageReference,
  imageUri,
  moderated,
  seed,
  videoReference,
  videoUri,
  type Moderated,
  type Reference,
  type Seeded,
  type VideoReference,
} from './media.ts'
import {
  seedance25Ratio,
  seedance2Ratio,
  seedanceFastRatio,
  type Seedance25Ratio,
  type Seedance2Ratio,
  type SeedanceFastRatio,
} from './ratios.ts'
import { list, text, UNKNOWN_MODEL, type Shape } from './shape.ts'
import {
  hailuo,
  omni11,
  seedance,
  seedance25,
  type HailuoFields,
  type Omni11Fields,
  type Seedance25Fields,
  type SeedanceFields,
} from './video-families.ts'
import { aleph2Output, proresOutput, UNKNOWN_FORMAT, type Aleph2Output } from './video-output.ts'

interface GuidanceFacts {
  uri: string
  /** Whole seconds of the input, the end not among them. All pictures of a call have a range, or none has. */
  range?: { start_seconds: number; end_seconds: number } | undefined
}

/** A picture that guides the video at a time: after `seconds` (0 to 30), or `at` a share of the input (0 to 1). */
export type Guidance =
  | (GuidanceFacts & { seconds: number; at?: undefined })
  | (GuidanceFacts & { at: number; seconds?: undefined })

interface Aleph2Fields extends Seeded, Moderated {
  model: 'aleph2'
  /** 2 to 30 seconds (the bounds are third-party reports). The result is as long. */
  videoUri: string
  /** At most 1,000. */
  promptText?: string | undefined
  /** 1 to 5. */
  keyframes?: Guidance[] | undefined
  targetAspectRatio?: '16:9' | '4:3' | '3:2' | '1:1' | '2:3' | '3:4' | '9:16' | '21:9' | undefined
}

/** The deprecated `ratio` is left out. */
export type Aleph2VideoToVideo = Aleph2Fields & Aleph2Output

export interface HailuoVideoToVideo extends HailuoFields {
  promptVideo: string
  /** At most 9. */
  references?: Reference[] | undefined
  /** At most 2, of 15 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

interface SeedanceVideoFields extends SeedanceFields {
  /** At most 15 seconds, at least 720p. */
  promptVideo: string
  /** At most 3,500. */
  promptText?: string | undefined
  /** At most 9. */
  references?: Reference[] | undefined
  /** At most 3, of 15 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

export interface Seedance2VideoToVideo extends SeedanceVideoFields {
  model: 'seedance2'
  ratio?: Seedance2Ratio | undefined
}

export interface SeedanceFastVideoToVideo extends SeedanceVideoFields {
  model: 'seedance2_fast' | 'seedance2_mini'
  ratio?: SeedanceFastRatio | undefined
}

interface Seedance25VideoFields extends Omit<Seedance25Fields, 'duration'> {
  model: 'seedance2_5'
  promptVideo: string
  /** At most 30. */
  references?: Reference[] | undefined
  /** At most 9, of 30 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

/** `duration` is 5 seconds by default. Going on with a video and editing it keep its shape, and need a prompt. */
export type Seedance25VideoToVideo =
  | (Seedance25VideoFields & {
      mode?: 'reference' | undefined
      /** At most 15,000. */
      promptText?: string | undefined
      duration?: number | 'auto' | undefined
      ratio?: Seedance25Ratio | undefined
    })
  | (Seedance25VideoFields & { mode: 'extend'; promptText: string; duration?: number | 'auto' | undefined })
  | (Seedance25VideoFields & { mode: 'edit'; promptText: string; duration: 'auto' })

export interface OmniVideoToVideo {
  model: 'gemini_omni_flash'
  videoUri: string
  /** At most 4,000. */
  promptText: string
  /** At most 5. */
  references?: Reference[] | undefined
}

/** In mode `extend`, `duration` is what is added. */
export interface Omni11VideoToVideo extends Omni11Fields {
  videoUri: string
  mode?: 'reference' | 'extend' | 'edit' | undefined
  /** Seconds; bounds are not published. */
  duration?: number | 'auto' | undefined
  /** How many is not published. */
  references?: Reference[] | undefined
}

/** Durations are seconds, prompts UTF-16 units. Source: Runway's SDK 4.20.1 and its OpenAPI document (2026-08). */
export type VideoToVideoParams =
  | Aleph2VideoToVideo
  | HailuoVideoToVideo
  | Seedance2VideoToVideo
  | SeedanceFastVideoToVideo
  | Seedance25VideoToVideo
  | OmniVideoToVideo
  | Omni11VideoToVideo

const range = z
  .strictObject({ start_seconds: z.int().min(0), end_seconds: z.int().min(1) })
  .refine(({ start_seconds, end_seconds }) => start_seconds < end_seconds, 'must begin before it ends')
  .optional()

const oneTime = z.undefined({ error: 'give seconds or at, not both' }).optional()

const guidance: z.ZodType<Guidance> = z.union([
  z
    .strictObject({ uri: imageUri, seconds: z.number().min(0).max(30), at: oneTime, range })
    .refine(
      (item) =>
        item.range === undefined ||
        (item.seconds >= item.range.start_seconds && item.seconds < item.range.end_seconds),
      { path: ['seconds'], error: 'must lie in the range' },
    ),
  z.strictObject({ uri: imageUri, at: z.number().min(0).max(1), seconds: oneTime, range }),
])

/** Pictures at times of an input video. */
export const guidances: z.ZodType<Guidance[]> = list(guidance, 5, 1).refine(
  (items) => new Set(items.map((item) => item.range === undefined)).size === 1,
  'must all have a range, or none of them',
)

const aleph2: Shape<Aleph2Fields> = {
  model: z.literal('aleph2'),
  videoUri,
  promptText: text(1_000).optional(),
  keyframes: guidances.optional(),
  targetAspectRatio: z.enum(['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9']).optional(),
  seed,
  ...moderated,
}

const seedanceVideo: Shape<SeedanceVideoFields> = {
  ...seedance,
  promptVideo: videoUri,
  promptText: text(3_500).optional(),
  references: list(imageReference, 9).optional(),
  referenceVideos: list(videoReference, 3).optional(),
}

const { duration: seedance25Duration, ...seedance25Rest } = seedance25
const seedance25Video: Shape<Seedance25VideoFields> = {
  ...seedance25Rest,
  model: z.literal('seedance2_5'),
  promptVideo: videoUri,
  references: list(imageReference, 30).optional(),
  referenceVideos: list(videoReference, 9).optional(),
}

export const videoToVideoParams: z.ZodType<VideoToVideoParams> = z.discriminatedUnion(
  'model',
  [
    z.discriminatedUnion(
      'outputFormat',
      [z.strictObject({ ...aleph2, ...aleph2Output }), z.strictObject({ ...aleph2, ...proresOutput })],
      { error: UNKNOWN_FORMAT },
    ),
    z.strictObject({
      ...hailuo,
      promptVideo: videoUri,
      references: list(imageReference, 9).optional(),
      referenceVideos: list(videoReference, 2).optional(),
    }),
    z.strictObject({ ...seedanceVideo, model: z.literal('seedance2'), ratio: seedance2Ratio.optional() }),
    z.strictObject({
      ...seedanceVideo,
      model: z.enum(['seedance2_fast', 'seedance2_mini']),
      ratio: seedanceFastRatio.optional(),
    }),
    z.discriminatedUnion(
      'mode',
      [
        z.strictObject({
          ...seedance25Video,
          mode: z.literal('reference').optional(),
          promptText: text(15_000).optional(),
          duration: seedance25Duration,
          ratio: seedance25Ratio.optional(),
        }),
        z.strictObject({
          ...seedance25Video,
          mode: z.literal('extend'),
          promptText: text(15_000),
          duration: seedance25Duration,
        }),
        z.strictObject({
          ...seedance25Video,
          mode: z.literal('edit'),
          promptText: text(15_000),
          duration: z.literal('auto', { error: "must be 'auto' when a video is edited" }),
        }),
      ],
      { error: 'must be reference, extend or edit' },
    ),
    z.strictObject({
      model: z.literal('gemini_omni_flash'),
      videoUri,
      promptText: text(4_000),
      references: list(imageReference, 5).optional(),
    }),
    z.strictObject({
      ...omni11,
      videoUri,
      mode: z.enum(['reference', 'extend', 'edit']).optional(),
      duration: z.union([z.number().positive(), z.literal('auto')]).optional(),
      references: z.array(imageReference).optional(),
    }),
  ],
  { error: UNKNOWN_MODEL },
)
