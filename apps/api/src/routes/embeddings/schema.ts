import { z } from '@hono/zod-openapi'
import { jobWords } from '../jobs/job-words.ts'

const text = z.string().min(1)
const tokens = z.array(z.int().min(0)).min(1).max(8_192)

export const createEmbeddingsSchema = z
  .object({
    model: z.string().min(1).max(200).openapi({ example: 'mock/embedding' }),
    input: z
      .union([text, z.array(text).min(1).max(2_048), tokens, z.array(tokens).min(1).max(2_048)], {
        error: 'must be a text, 1 to 8,192 token numbers, or 1 to 2,048 of either',
      })
      .openapi({ example: 'a red kite', description: "Token numbers are of the model's own tokenizer." }),
    encoding_format: z.enum(['float', 'base64']).nullish().openapi({
      description: 'Numbers, or little-endian 32-bit floats in base64. Default `float`.',
    }),
    dimensions: z
      .int()
      .min(1)
      .max(16_384)
      .nullish()
      .openapi({ description: 'Length of each vector, where the model can shorten it.' }),
    max_credits: jobWords.max_credits,
  })
  .openapi('CreateEmbeddings')

export const embeddingsSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        object: z.literal('embedding'),
        index: z.number().int(),
        embedding: z.union([z.array(z.number()), z.string()]),
      }),
    ),
    model: z.string(),
    usage: z.object({ prompt_tokens: z.number().int(), total_tokens: z.number().int() }),
  })
  .openapi('Embeddings')
