import { z } from 'zod'
import { moderated, seed, videoUri, imageUri, type Moderated, type Seeded } from './media.ts'
import { GEN4_VIDEO_RATIOS, type Gen4VideoRatio } from './ratios.ts'
import { between, UNKNOWN_MODEL, whole, type Shape } from './shape.ts'
import { hdrProresOutput, rubyOutput, UNKNOWN_FORMAT, type RubyOutput } from './video-output.ts'

interface RubyFields {
  model: 'ruby'
  /** At most 30 seconds (a third-party report). */
  videoUri: string
}

export type VideoToHdrParams = RubyFields & RubyOutput

const ruby: Shape<RubyFields> = { model: z.literal('ruby'), videoUri }

export const videoToHdrParams: z.ZodType<VideoToHdrParams> = z.discriminatedUnion(
  'outputFormat',
  [z.strictObject({ ...ruby, ...rubyOutput }), z.strictObject({ ...ruby, ...hdrProresOutput })],
  { error: UNKNOWN_FORMAT },
)

/** Larger and sharper. Strengths are 0 to 100. */
export interface CreativeVideoUpscale {
  model: 'magnific_video_upscaler_creative'
  videoUri: string
  /** Default `2k`. */
  resolution?: '720p' | '1k' | '2k' | '4k' | undefined
  creativity?: number | undefined
  sharpen?: number | undefined
  smartGrain?: number | undefined
  flavor?: 'vivid' | 'natural' | undefined
  fpsBoost?: boolean | undefined
}

const FRAME_RATES = ['24', '25', '30', '48', '50', '60', '120', '23_98', '29_97', '59_94'] as const

/** More frames of the same size, up to 300 seconds (a third-party report). */
export interface FrameRateUpscale {
  model: 'enhance_frame_rate'
  videoUri: string
  targetFramerate: (typeof FRAME_RATES)[number]
}

export type VideoUpscaleParams = CreativeVideoUpscale | FrameRateUpscale

const strength = between(0, 100).optional()

export const videoUpscaleParams: z.ZodType<VideoUpscaleParams> = z.discriminatedUnion(
  'model',
  [
    z.strictObject({
      model: z.literal('magnific_video_upscaler_creative'),
      videoUri,
      resolution: z.enum(['720p', '1k', '2k', '4k']).optional(),
      creativity: strength,
      sharpen: strength,
      smartGrain: strength,
      flavor: z.enum(['vivid', 'natural']).optional(),
      fpsBoost: z.boolean().optional(),
    }),
    z.strictObject({
      model: z.literal('enhance_frame_rate'),
      videoUri,
      targetFramerate: z.enum(FRAME_RATES),
    }),
  ],
  { error: UNKNOWN_MODEL },
)

/** A character that does what a person in a video does. A face must stay in sight. */
export interface CharacterPerformanceParams extends Seeded, Moderated {
  model: 'act_two'
  character: { type: 'image' | 'video'; uri: string }
  /** 3 to 30 seconds. */
  reference: { type: 'video'; uri: string }
  ratio?: Gen4VideoRatio | undefined
  bodyControl?: boolean | undefined
  /** 1 to 5, whole. Default 3. */
  expressionIntensity?: number | undefined
}

export const characterPerformanceParams: z.ZodType<CharacterPerformanceParams> = z.strictObject({
  model: z.literal('act_two', { error: UNKNOWN_MODEL }),
  character: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('image'), uri: imageUri }),
    z.strictObject({ type: z.literal('video'), uri: videoUri }),
  ]),
  reference: z.strictObject({ type: z.literal('video'), uri: videoUri }),
  ratio: z.enum(GEN4_VIDEO_RATIOS).optional(),
  bodyControl: z.boolean().optional(),
  expressionIntensity: whole(1, 5).optional(),
  seed,
  ...moderated,
})
