import { z } from 'zod'

/** One of the two is there, unless the gateway has forgotten both. Temporary addresses are to be copied at once, without our key. */
export interface GeneratedImage {
  b64_json?: string | undefined
  url?: string | undefined
}

export interface ImageUsage {
  input_tokens?: number | undefined
  output_tokens?: number | undefined
  total_tokens?: number | undefined
}

export interface ImagesReply {
  created?: number | undefined
  data: GeneratedImage[]
  /** What was really used, where the family says it. */
  size?: string | undefined
  quality?: string | undefined
  output_format?: string | undefined
  background?: string | undefined
  /** Missing outside OpenAI's families. */
  usage?: ImageUsage | undefined
}

const image: z.ZodType<GeneratedImage> = z
  .object({ b64_json: z.string().nullish(), url: z.string().nullish() })
  .transform(({ b64_json, url }) => ({ b64_json: b64_json || undefined, url: url || undefined }))
  // One that is odd must not cost the others.
  .catch({ b64_json: undefined, url: undefined })

const count = z.number().min(0).optional().catch(undefined)
const word = z.string().optional().catch(undefined)

export const imagesReplySchema: z.ZodType<ImagesReply> = z.object({
  created: count,
  data: z
    .array(image)
    .refine((data) => data.some(({ b64_json, url }) => (b64_json ?? url) !== undefined), 'no picture in it'),

  size: word,
  quality: word,
  output_format: word,
  background: word,
  usage: z
    .object({ input_tokens: count, output_tokens: count, total_tokens: count })
    .optional()
    .catch(undefined),
})
