import { z } from 'zod'
import {
  areFrames,
  firstAndLastFrame,
  firstFrame,
  framesOrReferences,
  moderated,
  seed,
  type FirstAndLastFrame,
  type FirstFrame,
  type FramesOrReferences,
  type Moderated,
  type Seeded,
} from './media.ts'
import {
  GEN4_VIDEO_RATIOS,
  omniRatio,
  seedance25Ratio,
  seedance2Ratio,
  seedanceFastRatio,
  type Gen4VideoRatio,
  type OmniRatio,
  type Seedance25Ratio,
  type Seedance2Ratio,
  type SeedanceFastRatio,
} from './ratios.ts'
import { someText, text, UNKNOWN_MODEL, whole, type Shape } from './shape.ts'
import {
  h3,
  hailuo,
  omni11,
  seedance,
  seedance25,
  veo,
  wan,
  type H3Fields,
  type HailuoFields,
  type Omni11Fields,
  type Seedance25Fields,
  type SeedanceFields,
  type VeoFields,
  type WanFields,
} from './video-families.ts'
import {
  gen45Output,
  hdrProresOutput,
  proresOutput,
  UNKNOWN_FORMAT,
  type Gen45Output,
} from './video-output.ts'

interface Gen45Fields extends Seeded, Moderated {
  model: 'gen4.5'
  /** At most 1,000. */
  promptText: string
  promptImage: FirstFrame
  ratio: Gen4VideoRatio
  /** 2 to 10, whole. */
  duration: number
}

export type Gen45ImageToVideo = Gen45Fields & Gen45Output

export interface Gen4TurboImageToVideo extends Seeded, Moderated {
  model: 'gen4_turbo'
  promptImage: FirstFrame
  ratio: Gen4VideoRatio
  /** At most 1,000. */
  promptText?: string | undefined
  /** 2 to 10, whole. Default 10. */
  duration?: number | undefined
}

export interface VeoImageToVideo extends VeoFields {
  promptImage: FirstAndLastFrame
  /** At most 1,000. */
  promptText?: string | undefined
}

export interface HailuoImageToVideo extends HailuoFields {
  /** At most 9 references. */
  promptImage: FramesOrReferences
}

/** Takes the shape of its picture. */
export interface HappyHorseImageToVideo {
  model: 'happyhorse_1_0'
  promptImage: FirstFrame
  /** 2 to 2,500. */
  promptText?: string | undefined
  /** 3 to 15, whole. */
  duration?: number | undefined
  resolution?: '720p' | '1080p' | undefined
}

interface SeedanceImageFields extends SeedanceFields {
  /** How many references is not published. */
  promptImage: FramesOrReferences
  /** At most 3,500. */
  promptText?: string | undefined
}

export interface Seedance2ImageToVideo extends SeedanceImageFields {
  model: 'seedance2'
  ratio?: Seedance2Ratio | undefined
}

export interface SeedanceFastImageToVideo extends SeedanceImageFields {
  model: 'seedance2_fast' | 'seedance2_mini'
  ratio?: SeedanceFastRatio | undefined
}

export interface Seedance25ImageToVideo extends Seedance25Fields {
  model: 'seedance2_5'
  /** How many references is not published. */
  promptImage: FramesOrReferences
  /** At most 15,000. */
  promptText?: string | undefined
  ratio?: Seedance25Ratio | undefined
}

export interface OmniImageToVideo {
  model: 'gemini_omni_flash'
  promptImage: FirstFrame
  /** At most 4,000. */
  promptText?: string | undefined
  /** 3 to 10, whole. */
  duration?: number | undefined
  ratio?: OmniRatio | undefined
}

export interface Omni11ImageToVideo extends Omni11Fields {
  promptImage: FirstAndLastFrame
}

/** Takes the shape of its picture. Bounds are published for text to video only: the server decides. */
export interface GrokImageToVideo {
  model: 'grok_imagine_1_5'
  promptImage: FirstFrame
  promptText?: string | undefined
  duration?: number | undefined
  resolution?: '480p' | '720p' | '1080p' | undefined
}

/** With frames, the ratio is one of the `auto_…` ones. */
export interface WanImageToVideo extends WanFields {
  /** At most 10 references. */
  promptImage: FramesOrReferences
}

/** Pictures have at least 256 pixels on both sides. */
export interface H3ImageToVideo extends H3Fields {
  promptImage: FirstAndLastFrame
}

/** Durations are seconds, prompts UTF-16 units. Source: Runway's SDK 4.20.1 and its OpenAPI document (2026-08). */
export type ImageToVideoParams =
  | Gen45ImageToVideo
  | Gen4TurboImageToVideo
  | VeoImageToVideo
  | HailuoImageToVideo
  | HappyHorseImageToVideo
  | Seedance2ImageToVideo
  | SeedanceFastImageToVideo
  | Seedance25ImageToVideo
  | OmniImageToVideo
  | Omni11ImageToVideo
  | GrokImageToVideo
  | WanImageToVideo
  | H3ImageToVideo

const gen45: Shape<Gen45Fields> = {
  model: z.literal('gen4.5'),
  promptText: text(1_000),
  promptImage: firstFrame,
  ratio: z.enum(GEN4_VIDEO_RATIOS),
  duration: whole(2, 10),
  seed,
  ...moderated,
}

const seedanceImage: Shape<SeedanceImageFields> = {
  ...seedance,
  promptImage: framesOrReferences(),
  promptText: text(3_500).optional(),
}

const wanImage: Shape<WanImageToVideo> = { ...wan, promptImage: framesOrReferences(10) }

export const imageToVideoParams: z.ZodType<ImageToVideoParams> = z.discriminatedUnion(
  'model',
  [
    z.discriminatedUnion(
      'outputFormat',
      [
        z.strictObject({ ...gen45, ...gen45Output }),
        z.strictObject({ ...gen45, ...proresOutput }),
        z.strictObject({ ...gen45, ...hdrProresOutput }),
      ],
      { error: UNKNOWN_FORMAT },
    ),
    z.strictObject({
      model: z.literal('gen4_turbo'),
      promptImage: firstFrame,
      promptText: text(1_000).optional(),
      ratio: z.enum(GEN4_VIDEO_RATIOS),
      duration: whole(2, 10).optional(),
      seed,
      ...moderated,
    }),
    z.strictObject({ ...veo, promptImage: firstAndLastFrame, promptText: text(1_000).optional() }),
    z.strictObject({ ...hailuo, promptImage: framesOrReferences(9) }),
    z.strictObject({
      model: z.literal('happyhorse_1_0'),
      promptImage: firstFrame,
      promptText: text(2_500, 2).optional(),
      duration: whole(3, 15).optional(),
      resolution: z.enum(['720p', '1080p']).optional(),
    }),
    z.strictObject({ ...seedanceImage, model: z.literal('seedance2'), ratio: seedance2Ratio.optional() }),
    z.strictObject({
      ...seedanceImage,
      model: z.enum(['seedance2_fast', 'seedance2_mini']),
      ratio: seedanceFastRatio.optional(),
    }),
    z.strictObject({
      ...seedance25,
      model: z.literal('seedance2_5'),
      promptImage: framesOrReferences(),
      promptText: text(15_000).optional(),
      ratio: seedance25Ratio.optional(),
    }),
    z.strictObject({
      model: z.literal('gemini_omni_flash'),
      promptImage: firstFrame,
      promptText: text(4_000).optional(),
      duration: whole(3, 10).optional(),
      ratio: omniRatio.optional(),
    }),
    z.strictObject({ ...omni11, promptImage: firstAndLastFrame }),
    z.strictObject({
      model: z.literal('grok_imagine_1_5'),
      promptImage: firstFrame,
      promptText: someText.optional(),
      duration: z.number().positive().optional(),
      resolution: z.enum(['480p', '720p', '1080p']).optional(),
    }),
    z
      .strictObject(wanImage)
      .refine(
        ({ promptImage, ratio }) =>
          ratio === undefined || ratio.startsWith('auto_') || !areFrames(promptImage),
        { path: ['ratio'], error: 'is auto_480p, auto_720p or auto_1080p where pictures are frames' },
      ),
    z.strictObject({ ...h3, promptImage: firstAndLastFrame }),
  ],
  { error: UNKNOWN_MODEL },
)
