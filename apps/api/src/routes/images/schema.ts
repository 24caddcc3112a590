import { z } from '@hono/zod-openapi'
import { jobWords } from '../jobs/job-words.ts'

/** OpenAI's words for a picture, and ours beside them. What is not listed is ignored: SDKs add fields with every release. */
export const imageWords = {
  model: z.string().min(1).max(200).openapi({ example: 'mock/image' }),
  size: z.string().max(20).nullish().openapi({ example: '1024x1024' }),
  quality: z.string().max(100).nullish(),
  style: z.string().max(100).nullish(),
  background: z.string().max(100).nullish(),
  moderation: z.enum(['auto', 'low']).nullish().openapi({ description: 'Nothing comes of it.' }),
  output_format: z.string().max(100).nullish().openapi({ example: 'png' }),
  response_format: z.enum(['b64_json', 'url']).nullish().openapi({ description: 'Default `b64_json`.' }),
  user: z.string().nullish(),
  aspect_ratio: z.string().max(20).nullish(),
  negative_prompt: z.string().max(32_000).nullish(),
  resolution: z.string().max(100).nullish(),
}

/** The same, in JSON bodies alone: forms write numbers as text. */
export const imageNumbers = {
  n: z.int().min(1).max(10).nullish(),
  seed: z.int().min(0).nullish(),
  output_compression: z.int().min(0).max(100).nullish(),
  stream: z.boolean().nullish().openapi({
    description:
      'Answer with server-sent events: comments while it is made, one `completed` event a picture.',
  }),
}

export const generateImageSchema = z
  .object({ ...imageWords, ...imageNumbers, ...jobWords, prompt: z.string().min(1).max(32_000) })
  .openapi('GenerateImage')

export type GenerateImage = z.infer<typeof generateImageSchema>

export const imagesReplySchema = z
  .object({
    created: z.number().int(),
    data: z.array(z.object({ b64_json: z.string().optional(), url: z.string().optional() })),
    output_format: z.string().optional(),
    size: z.string().optional(),
    quality: z.string().optional(),
    background: z.string().optional(),
  })
  .openapi('Images')

export type ImagesReply = z.infer<typeof imagesReplySchema>
