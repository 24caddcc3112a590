import { z } from 'zod'
import { contentModeration, mediaUri, seed } from './media.ts'

export const GEN4_IMAGE_RATIOS = [
  '1024:1024',
  '1080:1080',
  '1168:880',
  '1360:768',
  '1440:1080',
  '1080:1440',
  '1808:768',
  '1920:1080',
  '1080:1920',
  '2112:912',
  '1280:720',
  '720:1280',
  '720:720',
  '960:720',
  '720:960',
  '1680:720',
] as const

export interface ReferenceImage {
  uri: string
  /** 3 to 16 letters, digits and underscores; `@tag` in the prompt means this picture. */
  tag?: string | undefined
}

interface Gen4Image {
  promptText: string
  ratio: (typeof GEN4_IMAGE_RATIOS)[number]
  seed?: number | undefined
  contentModeration?: { publicFigureThreshold: 'auto' | 'low' } | undefined
}

/** The turbo model needs one to three references, the other takes none to three. */
export type TextToImageParams =
  | (Gen4Image & { model: 'gen4_image'; referenceImages?: ReferenceImage[] | undefined })
  | (Gen4Image & { model: 'gen4_image_turbo'; referenceImages: ReferenceImage[] })

const reference = z.strictObject({
  uri: mediaUri,
  tag: z
    .string()
    .regex(/^[a-z][a-z0-9_]{2,15}$/i, 'must be 3 to 16 letters, digits or underscores')
    .optional(),
})
const shared = {
  promptText: z.string().min(1).max(1_000),
  ratio: z.enum(GEN4_IMAGE_RATIOS),
  seed,
  contentModeration,
}

/** Runway API: POST /v1/text_to_image. */
export const textToImageParams: z.ZodType<TextToImageParams> = z.discriminatedUnion('model', [
  z.strictObject({
    model: z.literal('gen4_image'),
    ...shared,
    referenceImages: z.array(reference).max(3).optional(),
  }),
  z.strictObject({
    model: z.literal('gen4_image_turbo'),
    ...shared,
    referenceImages: z.array(reference).min(1).max(3),
  }),
])
