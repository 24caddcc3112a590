import type { EmbeddingReply, EmbeddingRequest } from '../spec/embedding.ts'

/** Upstreams that keep their count to themselves: four bytes to a token, as English has it. */
export function toEmbeddingUsage(
  { input }: EmbeddingRequest,
  told: EmbeddingReply['usage'],
): EmbeddingReply['usage'] {
  const counted = Math.max(told.prompt_tokens, told.total_tokens)
  if (counted > 0) return { prompt_tokens: counted, total_tokens: counted }
  const texts = typeof input === 'string' ? [input] : input
  const tokens = Math.ceil(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 4)
  return { prompt_tokens: tokens, total_tokens: tokens }
}
