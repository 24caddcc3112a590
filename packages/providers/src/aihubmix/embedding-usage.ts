import { embeddingItems, type EmbeddingReply, type EmbeddingRequest } from '../spec/embedding.ts'

/** Upstreams that keep their count to themselves: four bytes to a token, as English has it. */
export function toEmbeddingUsage(
  request: EmbeddingRequest,
  told: EmbeddingReply['usage'],
): EmbeddingReply['usage'] {
  const counted = Math.max(told.prompt_tokens, told.total_tokens)
  if (counted > 0) return { prompt_tokens: counted, total_tokens: counted }
  const counts = embeddingItems(request).map((item) =>
    typeof item === 'string' ? Buffer.byteLength(item) / 4 : item.length,
  )
  const tokens = Math.ceil(counts.reduce((sum, count) => sum + count, 0))
  return { prompt_tokens: tokens, total_tokens: tokens }
}
