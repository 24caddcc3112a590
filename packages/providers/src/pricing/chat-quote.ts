import type { ChatContentPart, ChatMessage, ChatRequest, ChatUsage } from '../spec/chat.ts'
import { embeddingItems, type EmbeddingRequest } from '../spec/embedding.ts'
import type { Usage } from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { calculateQuote, type Quote } from './quote.ts'

/** Role marks and separators that vendors count around each message. */
const TOKENS_PER_MESSAGE = 16
const DEFAULT_MAX_OUTPUT_TOKENS = 4096
const DEFAULT_IMAGE_TOKENS = 2000

/** The output limit a chat call runs under: the caller's, else the model's. It is always sent to the vendor. */
export function chatOutputLimit(model: ModelInfo, request: ChatRequest): number {
  return (
    request.max_completion_tokens ??
    request.max_tokens ??
    model.limits.maxOutputTokens ??
    DEFAULT_MAX_OUTPUT_TOKENS
  )
}

export function quoteChatRequest(model: ModelInfo, request: ChatRequest): Quote {
  return calculateQuote(model, {
    input_tokens: maxInputTokens(model, request),
    output_tokens: chatOutputLimit(model, request) * (request.n ?? 1),
  })
}

export function quoteEmbeddingRequest(model: ModelInfo, request: EmbeddingRequest): Quote {
  const most = embeddingItems(request).reduce(
    (sum, item) => sum + (typeof item === 'string' ? Buffer.byteLength(item) : item.length),
    0,
  )
  return calculateQuote(model, { input_tokens: most })
}

/** Some vendors leave tokens of thought out of the answer's, and count them in the total only. */
export function chatUsage({ prompt_tokens, completion_tokens, total_tokens }: ChatUsage): Usage {
  return {
    input_tokens: prompt_tokens,
    output_tokens: Math.max(completion_tokens, total_tokens - prompt_tokens),
  }
}

/** A token is at least one byte in every tokenizer in use, so bytes are a safe upper bound. */
function maxInputTokens(model: ModelInfo, request: ChatRequest): number {
  const imageTokens = model.limits.maxImageTokens ?? DEFAULT_IMAGE_TOKENS
  const messages = request.messages.map((message) => messageTokens(message, imageTokens))
  const extras = [request['tools'], request['functions'], request['response_format']]
  const schemas = extras.map((extra) => (extra == null ? 0 : Buffer.byteLength(JSON.stringify(extra))))
  return [...messages, ...schemas].reduce((sum, tokens) => sum + tokens, TOKENS_PER_MESSAGE)
}

function messageTokens({ content, ...rest }: ChatMessage, imageTokens: number): number {
  const around = TOKENS_PER_MESSAGE + Buffer.byteLength(JSON.stringify(rest))
  if (content == null) return around
  if (typeof content === 'string') return around + Buffer.byteLength(content)
  return content.reduce((sum, part) => sum + partTokens(part, imageTokens), around)
}

function partTokens(part: ChatContentPart, imageTokens: number): number {
  return part.type === 'image_url' ? imageTokens : Buffer.byteLength(JSON.stringify(part))
}
