/** OpenAI's shapes. */
export interface EmbeddingRequest {
  model: string
  input: string | string[]
  /** Length of each vector, where the model can shorten it. */
  dimensions?: number | undefined
}

export interface EmbeddingReply {
  object: 'list'
  data: { object: 'embedding'; index: number; embedding: number[] }[]
  model: string
  usage: { prompt_tokens: number; total_tokens: number }
}
