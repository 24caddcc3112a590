import { z } from 'zod'

/** OpenAI's shapes. */
export interface EmbeddingRequest {
  model: string
  input: string | string[]
  /** Length of each vector, where the model can shorten it. */
  dimensions?: number | undefined
}

/** What every call for embeddings must look like. */
export const embeddingRequestSchema: z.ZodType<EmbeddingRequest> = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2_048)], {
    error: 'must be a text, or 1 to 2,048 texts',
  }),
  dimensions: z.int().min(1).max(16_384).optional(),
})

export interface EmbeddingReply {
  object: 'list'
  data: { object: 'embedding'; index: number; embedding: number[] }[]
  model: string
  usage: { prompt_tokens: number; total_tokens: number }
}
