import { z } from '@hono/zod-openapi'

/** OpenAI's fields, and ours beside them. What is not listed is ignored: SDKs add fields with every release. */
export const generateImageSchema = z
  .object({
    model: z.string().min(1).max(200).openapi({ example: 'mock/image' }),
    prompt: z.string().min(1).max(32_000),
    n: z.int().min(1).max(10).nullish(),
    size: z.string().max(20).nullish().openapi({ example: '1024x1024' }),
    quality: z.string().max(100).nullish(),
    style: z.string().max(100).nullish(),
    background: z.string().max(100).nullish(),
    output_format: z.string().max(100).nullish().openapi({ example: 'png' }),
    response_format: z.enum(['b64_json', 'url']).nullish().openapi({ description: 'Default `b64_json`.' }),
    stream: z.boolean().nullish().openapi({ description: 'Only `false`.' }),
    user: z.string().nullish(),
    aspect_ratio: z.string().max(20).nullish(),
    negative_prompt: z.string().max(32_000).nullish(),
    resolution: z.string().max(100).nullish(),
    seed: z.int().min(0).nullish(),
  })
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
