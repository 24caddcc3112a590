import { z } from 'zod'
import { contentModeration, firstFrame, mediaUri, seed, type FirstFrame } from './media.ts'

export const GEN4_VIDEO_RATIOS = [
  '1280:720',
  '720:1280',
  '1104:832',
  '832:1104',
  '960:960',
  '1584:672',
] as const
export const GEN45_TEXT_RATIOS = ['1280:720', '720:1280'] as const
export const VEO_RATIOS = ['1280:720', '720:1280', '1080:1920', '1920:1080'] as const
export const VEO_DURATIONS = [4, 6, 8] as const

interface Moderated {
  seed?: number | undefined
  contentModeration?: { publicFigureThreshold: 'auto' | 'low' } | undefined
}

/** gen4.5 from text. `duration` in whole seconds, 2 to 10; prompt at most 1,000 UTF-16 units. */
export interface Gen45TextToVideo extends Moderated {
  model: 'gen4.5'
  promptText: string
  ratio: (typeof GEN45_TEXT_RATIOS)[number]
  duration: number
}

/** Veo makes sound unless `audio` is false, which halves the price of veo3.1. */
export interface VeoTextToVideo {
  model: 'veo3.1' | 'veo3.1_fast'
  promptText: string
  ratio: (typeof VEO_RATIOS)[number]
  /** Default 8. */
  duration?: (typeof VEO_DURATIONS)[number] | undefined
  audio?: boolean | undefined
  negativePrompt?: string | undefined
  seed?: number | undefined
}

export type TextToVideoParams = Gen45TextToVideo | VeoTextToVideo

export interface Gen45ImageToVideo extends Moderated {
  model: 'gen4.5'
  promptText: string
  promptImage: FirstFrame
  ratio: (typeof GEN4_VIDEO_RATIOS)[number]
  duration: number
}

export interface Gen4TurboImageToVideo extends Moderated {
  model: 'gen4_turbo'
  promptImage: FirstFrame
  ratio: (typeof GEN4_VIDEO_RATIOS)[number]
  promptText?: string | undefined
  /** Default 10. */
  duration?: number | undefined
}

export interface VeoImageToVideo {
  model: 'veo3.1' | 'veo3.1_fast'
  /** One picture, or a first and a last frame. */
  promptImage: string | { uri: string; position: 'first' | 'last' }[]
  ratio: (typeof VEO_RATIOS)[number]
  promptText?: string | undefined
  duration?: (typeof VEO_DURATIONS)[number] | undefined
  audio?: boolean | undefined
  negativePrompt?: string | undefined
  seed?: number | undefined
}

export type ImageToVideoParams = Gen45ImageToVideo | Gen4TurboImageToVideo | VeoImageToVideo

const promptText = z.string().min(1).max(1_000)
const duration = z.int().min(2).max(10)
const veo = {
  model: z.enum(['veo3.1', 'veo3.1_fast']),
  ratio: z.enum(VEO_RATIOS),
  duration: z.literal(VEO_DURATIONS).optional(),
  audio: z.boolean().optional(),
  negativePrompt: promptText.optional(),
  seed,
}

const veoFrames = z
  .array(z.strictObject({ uri: mediaUri, position: z.enum(['first', 'last']) }))
  .min(1)
  .max(2)
  .refine(
    (frames) => frames.filter(({ position }) => position === 'first').length === 1,
    'needs exactly one first frame',
  )

/** Runway API: POST /v1/text_to_video. */
export const textToVideoParams: z.ZodType<TextToVideoParams> = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4.5'),
    promptText,
    ratio: z.enum(GEN45_TEXT_RATIOS),
    duration,
    seed,
    contentModeration,
  }),
  z.strictObject({ ...veo, promptText }),
])

/** Runway API: POST /v1/image_to_video. */
export const imageToVideoParams: z.ZodType<ImageToVideoParams> = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4.5'),
    promptText,
    promptImage: firstFrame,
    ratio: z.enum(GEN4_VIDEO_RATIOS),
    duration,
    seed,
    contentModeration,
  }),
  z.strictObject({
    model: z.literal('gen4_turbo'),
    promptText: promptText.optional(),
    promptImage: firstFrame,
    ratio: z.enum(GEN4_VIDEO_RATIOS),
    duration: duration.optional(),
    seed,
    contentModeration,
  }),
  z.strictObject({ ...veo, promptText: promptText.optional(), promptImage: z.union([mediaUri, veoFrames]) }),
])
