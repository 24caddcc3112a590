import { z } from 'zod'

/** Fields of `POST /v1/embeddings`. Vectors are always asked for as numbers. */
export interface CreateEmbeddingsParams {
  /** `text-embedding-3-small`, `text-embedding-3-large`… */
  model: string
  /** At most 2048 texts of 8192 tokens each. */
  input: string | string[]
  /** Length of each vector, where the model can shorten it. */
  dimensions?: number | undefined
  user?: string | undefined
}

export interface Embeddings {
  object: 'list'
  data: { object: 'embedding'; index: number; embedding: number[] }[]
  model: string
  usage: { prompt_tokens: number; total_tokens: number }
}

const tokens = z.number().min(0).catch(0)

export const embeddingsSchema: z.ZodType<Embeddings> = z.object({
  object: z.literal('list').catch('list'),
  data: z
    .array(
      z.object({
        object: z.literal('embedding').catch('embedding'),
        index: z.int().min(0),
        embedding: z.array(z.number()).min(1),
      }),
    )
    .min(1),
  model: z.string().catch(''),
  usage: z
    .object({ prompt_tokens: tokens, total_tokens: tokens })
    .catch({ prompt_tokens: 0, total_tokens: 0 }),
})
