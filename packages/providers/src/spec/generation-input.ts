import { z } from 'zod'

export const MEDIA_ROLES = ['first_frame', 'last_frame', 'reference', 'mask', 'source'] as const
export type MediaRole = (typeof MEDIA_ROLES)[number]

/** A picture, video or recording a provider can hand to a vendor. */
export interface Media {
  /** `https:` address or `data:` URL. Stored assets and raw uploads are turned into one of them by the service. */
  url: string
  /** What the vendor shall do with it. Default: what the model does with a single one. */
  role?: MediaRole | undefined
}

/** The one vocabulary of generation inputs, the same for every vendor. */
export interface GenerationInputOf<M> {
  prompt?: string | undefined
  /** What shall not be seen or heard. */
  negative_prompt?: string | undefined
  /** The words to speak. */
  text?: string | undefined
  images?: M[] | undefined
  video?: M | undefined
  audio?: M | undefined
  /** Pixels, `1024x1024`. Not together with `aspect_ratio`. */
  size?: string | undefined
  /** `16:9`. Not together with `size`. */
  aspect_ratio?: string | undefined
  /** `720p`, `1080p`, `2k`… */
  resolution?: string | undefined
  duration_seconds?: number | undefined
  /** How many results. Default 1. */
  n?: number | undefined
  seed?: number | undefined
  quality?: string | undefined
  /** File format of the result: `png`, `mp3`… */
  format?: string | undefined
  background?: string | undefined
  voice?: string | undefined
  /** BCP 47 or ISO 639-1: `en`, `pt-BR`. */
  language?: string | undefined
  /** 0 keeps the given image, 1 ignores it. */
  strength?: number | undefined
  style?: string | undefined
}

/** Input as providers take it. */
export type GenerationInput = GenerationInputOf<Media>

/** The words of the vocabulary. */
export type InputField = keyof GenerationInput

/** The input schema around another form of media, for layers that also take asset ids or uploads. Strict. */
export function inputSchemaWithMedia<M>(media: z.ZodType<M>): z.ZodType<GenerationInputOf<M>> {
  const word = z.string().min(1).max(100)
  return z.strictObject({
    prompt: z.string().min(1).max(32_000).optional(),
    negative_prompt: z.string().min(1).max(32_000).optional(),
    text: z.string().min(1).max(32_000).optional(),
    images: z.array(media).min(1).max(16).optional(),
    video: media.optional(),
    audio: media.optional(),
    size: z
      .string()
      .regex(/^\d{2,5}x\d{2,5}$/, 'must look like 1024x1024')
      .optional(),
    aspect_ratio: z
      .string()
      .regex(/^[1-9]\d{0,2}:[1-9]\d{0,2}$/, 'must look like 16:9')
      .optional(),
    resolution: word.optional(),
    duration_seconds: z.number().positive().max(3600).optional(),
    n: z.int().min(1).max(10).optional(),
    seed: z.int().min(0).max(4_294_967_295).optional(),
    quality: word.optional(),
    format: word.optional(),
    background: word.optional(),
    voice: word.optional(),
    language: word.optional(),
    strength: z.number().min(0).max(1).optional(),
    style: word.optional(),
  })
}

/** Media as providers take them. */
const mediaSchema: z.ZodType<Media> = z.strictObject({
  url: z.string().regex(/^(https?:\/\/|data:)/i, 'must be an https: address or a data: URL'),
  role: z.enum(MEDIA_ROLES).optional(),
})

/** Strict: an unknown word is an error that names it. */
export const generationInputSchema: z.ZodType<GenerationInput> = inputSchemaWithMedia(mediaSchema)
