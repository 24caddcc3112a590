import type { TextToVideoParams, VideoToHdrParams, VideoToVideoParams } from '@jointo/client-runway'
import { z } from 'zod'
import { file, moderation, type ModerationOptions } from './common.ts'

type FormatOf<Params, Model> =
  Extract<Params, { model: Model }> extends { outputFormat?: infer Format }
    ? Exclude<Format, undefined>
    : never
type ProresProfile = '422' | '4444' | '422 Proxy' | '422 LT' | '422 HQ' | '4444 XQ'
type HdrProresProfile = '422' | '422 HQ' | '4444'

/** Files for cutting rooms cost more per second; sequences come as a zip of frames. */
interface OutputOptions<Format> {
  /** Default `mp4`. */
  outputFormat?: Format | undefined
  /** With `prores` and `hdr_prores` only. */
  proresProfile?: ProresProfile | undefined
}

/** `provider_options` of Gen-4.5. */
export interface Gen45Options
  extends ModerationOptions, OutputOptions<FormatOf<TextToVideoParams, 'gen4.5'>> {}

/** `provider_options` of Gen-4 Turbo and of Runway's own picture models. */
export interface Gen4Options extends ModerationOptions {}

/** `provider_options` of Act-Two. */
export interface ActTwoOptions extends ModerationOptions {
  /** A video of the character in place of a picture. */
  characterVideo?: string | undefined
  bodyControl?: boolean | undefined
  /** 1 to 5. Default 3. */
  expressionIntensity?: number | undefined
}

interface Moment {
  /** Whole seconds of the input, the end not among them. */
  range?: { start_seconds: number; end_seconds: number } | undefined
}

/** `provider_options` of Aleph 2. */
export interface Aleph2Options
  extends ModerationOptions, OutputOptions<FormatOf<VideoToVideoParams, 'aleph2'>> {
  /** When each of `images` guides the video: after `seconds`, or `at` a share of it. */
  keyframes?:
    | (Moment & ({ seconds: number; at?: undefined } | { at: number; seconds?: undefined }))[]
    | undefined
}

/** `provider_options` of Ruby. */
export interface RubyOptions {
  /** Default `hdr10`. */
  outputFormat?: FormatOf<VideoToHdrParams, 'ruby'> | undefined
  /** With `hdr_prores` only. */
  proresProfile?: HdrProresProfile | undefined
}

const PRORES = ['422', '4444', '422 Proxy', '422 LT', '422 HQ', '4444 XQ'] as const
const EXR = ['hdr_exr_sequence', 'hdr_exr_acescg_sequence_1_3', 'hdr_exr_acescg_sequence_2_0'] as const
const SDR = ['mp4', 'prores', 'png_sequence', 'sdr_rec709_10bit'] as const
const HDR = ['hdr10', 'hlg', 'hdr_prores'] as const

export const gen4Options: z.ZodType<Gen4Options> = z.strictObject(moderation)

export const gen45Options: z.ZodType<Gen45Options> = z.strictObject({
  ...moderation,
  outputFormat: z.enum([...SDR, ...HDR, ...EXR, 'hdr_pq_12bit_master', 'hdr_png_sequence']).optional(),
  proresProfile: z.enum(PRORES).optional(),
})

export const actTwoOptions: z.ZodType<ActTwoOptions> = z.strictObject({
  ...moderation,
  characterVideo: file.optional(),
  bodyControl: z.boolean().optional(),
  expressionIntensity: z.int().min(1).max(5).optional(),
})

const range = z.strictObject({ start_seconds: z.int().min(0), end_seconds: z.int().min(1) }).optional()
const never = z.undefined({ error: 'give seconds or at, not both' }).optional()

export const aleph2Options: z.ZodType<Aleph2Options> = z.strictObject({
  ...moderation,
  outputFormat: z.enum(SDR).optional(),
  proresProfile: z.enum(PRORES).optional(),
  keyframes: z
    .array(
      z.union([
        z.strictObject({ seconds: z.number().min(0).max(30), at: never, range }),
        z.strictObject({ at: z.number().min(0).max(1), seconds: never, range }),
      ]),
    )
    .max(5)
    .optional(),
})

export const rubyOptions: z.ZodType<RubyOptions> = z.strictObject({
  outputFormat: z.enum([...HDR, ...EXR]).optional(),
  proresProfile: z.enum(['422', '422 HQ', '4444']).optional(),
})
