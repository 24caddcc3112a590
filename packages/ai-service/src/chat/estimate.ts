import type { ChatMessage, ChatRequest, ChatUsage } from '@jointo/providers'

/** Bytes of text per token, for the part of an answer whose usage never came. */
const BYTES_PER_TOKEN = 4
/** A picture in a prompt, whatever its size: far from exact, and never its base64. */
const TOKENS_PER_FILE = 1_000

/** What a chat used whose vendor did not come to tell: its prompt, and what came of the answer. */
export function estimateUsage(request: ChatRequest, deliveredBytes: number): ChatUsage {
  const prompt_tokens = request.messages.reduce((sum, message) => sum + promptTokens(message), 0)
  const completion_tokens = Math.ceil(deliveredBytes / BYTES_PER_TOKEN)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

/** What was said, without the words of the protocol around it. */
export function textBytes(delta: Record<string, unknown>): number {
  const { content, reasoning_content: reasoning, tool_calls: calls } = delta
  return bytesOf(content) + bytesOf(reasoning) + (calls === undefined ? 0 : bytesOf(JSON.stringify(calls)))
}

function bytesOf(text: unknown): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : 0
}

function promptTokens({ content }: ChatMessage): number {
  if (typeof content === 'string') return Math.ceil(Buffer.byteLength(content) / BYTES_PER_TOKEN)
  return (content ?? []).reduce(
    (sum, part) =>
      sum +
      (typeof part.text === 'string'
        ? Math.ceil(Buffer.byteLength(part.text) / BYTES_PER_TOKEN)
        : TOKENS_PER_FILE),
    0,
  )
}
