import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionParams,
  ChatCompletionUsage,
} from '@jointo/client-aihubmix'
import { BatchedSequence, eachBatch } from '@jointo/http-base'
import { chatOutputLimit } from '../pricing/chat-quote.ts'
import type { ChatChunk, ChatMessage, ChatReply, ChatRequest, ChatUsage } from '../spec/chat.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { toMessages } from './chat-content.ts'
import { toFunctions, toTools } from './chat-tools.ts'

/**
 * What is passed on. Left out on purpose: all that would cost more than the tokens we price (service tiers, web search,
 * audio), and what only makes sense inside one account of the vendor (stored replies).
 */
const FIELDS = [
  'temperature',
  'top_p',
  'n',
  'stop',
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'top_logprobs',
  'seed',
  'tool_choice',
  'parallel_tool_calls',
  'function_call',
  'response_format',
  'reasoning_effort',
  'verbosity',
] as const

/**
 * The output limit is always sent: it is what credits were held for.
 * @throws ProviderError `invalid_request` naming a part of a message or a tool that is not in the price
 */
export function toChatParams(model: ModelInfo, request: ChatRequest): ChatCompletionParams {
  const { tools, functions } = request
  const passed = Object.fromEntries(
    FIELDS.filter((field) => request[field] != null).map((field) => [field, request[field]]),
  )
  // The newer OpenAI families refuse max_tokens, other upstreams may not know the new word.
  const limitField = /^(gpt-5|o\d)/.test(model.id) ? 'max_completion_tokens' : 'max_tokens'
  return {
    ...passed,
    ...(tools == null ? {} : { tools: toTools(tools) }),
    ...(functions == null ? {} : { functions: toFunctions(functions) }),
    messages: toMessages(model, request.messages),
    model: model.id,
    [limitField]: chatOutputLimit(model, request),
  }
}

/** The model is the one asked for: gateways put other names there. */
export function toChatReply(model: ModelInfo, request: ChatRequest, reply: ChatCompletion): ChatReply {
  const text = reply.choices.map(({ message }) => saidIn(message)).join('')
  return { ...reply, model: request.model, usage: told(reply.usage) ?? estimateUsage(model, request, text) }
}

/** Passes chunks on and makes sure that the last one tells the usage. */
export function toChatChunks(
  model: ModelInfo,
  request: ChatRequest,
  chunks: AsyncIterable<ChatCompletionChunk>,
): BatchedSequence<ChatChunk> {
  return new BatchedSequence(toBatches(model, request, chunks))
}

async function* toBatches(
  model: ModelInfo,
  request: ChatRequest,
  chunks: AsyncIterable<ChatCompletionChunk>,
): AsyncGenerator<readonly ChatChunk[], void, undefined> {
  let text = ''
  let usage: ChatCompletionUsage | undefined
  let head = { id: '', created: 0 }
  for await (const batch of eachBatch(chunks)) {
    const mapped: ChatChunk[] = []
    for (const chunk of batch) {
      head = { id: chunk.id, created: chunk.created }
      usage = told(chunk.usage) ?? usage
      if (chunk.choices.length === 0) continue
      for (const { delta } of chunk.choices) text += saidIn(delta)
      const isPlain = chunk.model === request.model && chunk.usage === null
      mapped.push(isPlain ? chunk : { ...chunk, model: request.model, usage: null })
    }
    if (mapped.length > 0) yield mapped
  }
  const last: ChatChunk = {
    ...head,
    object: 'chat.completion.chunk',
    model: request.model,
    choices: [],
    usage: usage ?? estimateUsage(model, request, text),
  }
  yield [last]
}

/** An upstream that counts nothing says nothing. */
function told(usage: ChatCompletionUsage | null | undefined): ChatCompletionUsage | undefined {
  return usage != null && usage.prompt_tokens + usage.completion_tokens > 0 ? usage : undefined
}

/** All that is paid for: words, thoughts and calls of tools. */
function saidIn(message: { content?: string | null | undefined; [field: string]: unknown }): string {
  const { content, reasoning_content, tool_calls } = message
  const thoughts = typeof reasoning_content === 'string' ? reasoning_content : ''
  return `${content ?? ''}${thoughts}${tool_calls == null ? '' : JSON.stringify(tool_calls)}`
}

/** For upstreams that keep their count to themselves: four bytes to a token, as English has it, and pictures apart. */
function estimateUsage({ limits }: ModelInfo, { messages }: ChatRequest, answer: string): ChatUsage {
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []))
  const pictures = parts.filter(({ type }) => type === 'image_url').length
  const words = JSON.stringify(messages.map(withoutPictures))
  const prompt_tokens = Math.ceil(Buffer.byteLength(words) / 4) + pictures * (limits.maxImageTokens ?? 0)
  const completion_tokens = Math.ceil(Buffer.byteLength(answer) / 4)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

function withoutPictures(message: ChatMessage): ChatMessage {
  const { content } = message
  if (!Array.isArray(content)) return message
  return { ...message, content: content.filter(({ type }) => type !== 'image_url') }
}
