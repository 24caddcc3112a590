import { z } from 'zod'
import {
  audioReference,
  imageReference,
  moderated,
  plainVideoReference,
  seed,
  videoReference,
  type AudioReference,
  type Moderated,
  type Reference,
  type Seeded,
  type VideoReference,
} from './media.ts'
import {
  GEN45_TEXT_RATIOS,
  grokRatio,
  happyHorseRatio,
  omniRatio,
  seedance25Ratio,
  seedance2Ratio,
  seedanceFastRatio,
  type Gen45TextRatio,
  type GrokRatio,
  type HappyHorseRatio,
  type OmniRatio,
  type Seedance25Ratio,
  type Seedance2Ratio,
  type SeedanceFastRatio,
} from './ratios.ts'
import { list, text, UNKNOWN_MODEL, whole, type Shape } from './shape.ts'
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
  ratio: Gen45TextRatio
  /** 2 to 10, whole. */
  duration: number
}

export type Gen45TextToVideo = Gen45Fields & Gen45Output

export interface VeoTextToVideo extends VeoFields {
  /** At most 1,000. */
  promptText: string
}

/** `adaptive` needs a picture or a video to adapt to. */
export interface HailuoTextToVideo extends HailuoFields {
  /** At most 9. */
  references?: Reference[] | undefined
  /** At most 3, of 15 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

export interface HappyHorseTextToVideo {
  model: 'happyhorse_1_0'
  /** At most 2,500. */
  promptText: string
  /** 3 to 15, whole. */
  duration?: number | undefined
  ratio?: HappyHorseRatio | undefined
}

interface SeedanceTextFields extends SeedanceFields {
  /** At most 3,500. */
  promptText: string
  /** At most 9. */
  references?: Reference[] | undefined
  /** At most 3, of 15 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

export interface Seedance2TextToVideo extends SeedanceTextFields {
  model: 'seedance2'
  ratio?: Seedance2Ratio | undefined
}

export interface SeedanceFastTextToVideo extends SeedanceTextFields {
  model: 'seedance2_fast' | 'seedance2_mini'
  ratio?: SeedanceFastRatio | undefined
}

export interface Seedance25TextToVideo extends Seedance25Fields {
  model: 'seedance2_5'
  /** At most 15,000. */
  promptText?: string | undefined
  ratio?: Seedance25Ratio | undefined
  /** At most 30. */
  references?: Reference[] | undefined
  /** At most 10, of 30 seconds together. */
  referenceVideos?: VideoReference[] | undefined
}

export interface OmniTextToVideo {
  model: 'gemini_omni_flash'
  /** At most 4,000. */
  promptText: string
  /** 3 to 10, whole. */
  duration?: number | undefined
  ratio?: OmniRatio | undefined
}

/** How many references it takes is not published. */
export interface Omni11TextToVideo extends Omni11Fields {
  references?: Reference[] | undefined
  referenceVideos?: Reference[] | undefined
}

/** With pictures at most 720p; they are `[Image 1]` and so on in the prompt. */
export interface GrokTextToVideo {
  model: 'grok_imagine_1_5'
  /** At most 2,500. */
  promptText: string
  /** 1 to 15, whole. */
  duration?: number | undefined
  ratio?: GrokRatio | undefined
  resolution?: '480p' | '720p' | '1080p' | undefined
  /** At most 7. */
  references?: Reference[] | undefined
  /** At most 3, of 3 to 15 seconds each; needs a picture in `references`. */
  referenceAudio?: AudioReference[] | undefined
}

export interface WanTextToVideo extends WanFields {
  /** At most 10. */
  references?: Reference[] | undefined
}

/** Durations are seconds, prompts UTF-16 units. Source: Runway's SDK 4.20.1 and its OpenAPI document (2026-08). */
export type TextToVideoParams =
  | Gen45TextToVideo
  | VeoTextToVideo
  | HailuoTextToVideo
  | HappyHorseTextToVideo
  | Seedance2TextToVideo
  | SeedanceFastTextToVideo
  | Seedance25TextToVideo
  | OmniTextToVideo
  | Omni11TextToVideo
  | GrokTextToVideo
  | WanTextToVideo
  | H3Fields

const gen45: Shape<Gen45Fields> = {
  model: z.literal('gen4.5'),
  promptText: text(1_000),
  ratio: z.enum(GEN45_TEXT_RATIOS),
  duration: whole(2, 10),
  seed,
  ...moderated,
}

const seedanceText: Shape<SeedanceTextFields> = {
  ...seedance,
  promptText: text(3_500),
  references: list(imageReference, 9).optional(),
  referenceVideos: list(videoReference, 3).optional(),
}

const hailuoText: Shape<HailuoTextToVideo> = {
  ...hailuo,
  references: list(imageReference, 9).optional(),
  referenceVideos: list(videoReference, 3).optional(),
}

const grok: Shape<GrokTextToVideo> = {
  model: z.literal('grok_imagine_1_5'),
  promptText: text(2_500),
  duration: whole(1, 15).optional(),
  ratio: grokRatio.optional(),
  resolution: z.enum(['480p', '720p', '1080p']).optional(),
  references: list(imageReference, 7).optional(),
  referenceAudio: list(audioReference, 3).optional(),
}

const hasSome = (items: readonly unknown[] | undefined): boolean => items !== undefined && items.length > 0

export const textToVideoParams: z.ZodType<TextToVideoParams> = z.discriminatedUnion(
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
    z.strictObject({ ...veo, promptText: text(1_000) }),
    z
      .strictObject(hailuoText)
      .refine(
        ({ ratio, references, referenceVideos }) =>
          ratio !== 'adaptive' || hasSome(references) || hasSome(referenceVideos),
        { path: ['ratio'], error: 'adaptive needs references or referenceVideos to adapt to' },
      ),
    z.strictObject({
      model: z.literal('happyhorse_1_0'),
      promptText: text(2_500),
      duration: whole(3, 15).optional(),
      ratio: happyHorseRatio.optional(),
    }),
    z.strictObject({ ...seedanceText, model: z.literal('seedance2'), ratio: seedance2Ratio.optional() }),
    z.strictObject({
      ...seedanceText,
      model: z.enum(['seedance2_fast', 'seedance2_mini']),
      ratio: seedanceFastRatio.optional(),
    }),
    z.strictObject({
      ...seedance25,
      model: z.literal('seedance2_5'),
      promptText: text(15_000).optional(),
      ratio: seedance25Ratio.optional(),
      references: list(imageReference, 30).optional(),
      referenceVideos: list(videoReference, 10).optional(),
    }),
    z.strictObject({
      model: z.literal('gemini_omni_flash'),
      promptText: text(4_000),
      duration: whole(3, 10).optional(),
      ratio: omniRatio.optional(),
    }),
    z.strictObject({
      ...omni11,
      references: z.array(imageReference).optional(),
      referenceVideos: z.array(plainVideoReference).optional(),
    }),
    z
      .strictObject(grok)
      .refine(({ references, resolution }) => resolution !== '1080p' || !hasSome(references), {
        path: ['resolution'],
        error: 'is at most 720p with references',
      })
      .refine(({ references, referenceAudio }) => !hasSome(referenceAudio) || hasSome(references), {
        path: ['referenceAudio'],
        error: 'needs a picture in references',
      }),
    z.strictObject({ ...wan, references: list(imageReference, 10).optional() }),
    z.strictObject(h3),
  ],
  { error: UNKNOWN_MODEL },
)
