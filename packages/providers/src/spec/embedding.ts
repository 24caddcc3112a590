import { z } from 'zod'

/** OpenAI's shapes. */
export interface EmbeddingRequest {
  model: string
  /** Texts, or lists of token numbers of the model's own tokenizer. */
  input: string | string[] | number[] | number[][]
  /** Length of each vector, where the model can shorten it. */
  dimensions?: number | undefined
}

const text = z.string().min(1)
const tokens = z.array(z.int().min(0)).min(1).max(8_192)

/** What every call for embeddings must look like. */
export const embeddingRequestSchema: z.ZodType<EmbeddingRequest> = z.looseObject({
  model: z.string().min(1),
  input: z.union([text, z.array(text).min(1).max(2_048), tokens, z.array(tokens).min(1).max(2_048)], {
    error: 'must be a text, 1 to 8,192 token numbers, or 1 to 2,048 of either',
  }),
  dimensions: z.int().min(1).max(16_384).optional(),
})

/** What becomes a vector each: a text, or a list of token numbers. */
export function embeddingItems({ input }: EmbeddingRequest): (string | number[])[] {
  if (typeof input === 'string') return [input]
  const items: (string | number[])[] = []
  const single: number[] = []
  for (const item of input) {
    if (typeof item === 'number') single.push(item)
    else items.push(item)
  }
  return single.length > 0 ? [single] : items
}

export interface EmbeddingReply {
  object: 'list'
  data: { object: 'embedding'; index: number; embedding: number[] }[]
  model: string
  usage: { prompt_tokens: number; total_tokens: number }
}
