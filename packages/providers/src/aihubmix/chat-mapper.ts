import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionParams,
  ChatCompletionUsage,
} from '@jointo/client-aihubmix'
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

/** Passes the chunks of one stream on, and makes the last one, which tells the usage. */
export class ChatChunkMapper {
  readonly #model: ModelInfo
  readonly #request: ChatRequest
  #text = ''
  #usage: ChatCompletionUsage | undefined
  #head = { id: '', created: 0 }

  constructor(model: ModelInfo, request: ChatRequest) {
    this.#model = model
    this.#request = request
  }

  map(chunks: readonly ChatCompletionChunk[]): readonly ChatChunk[] {
    const { model } = this.#request
    const mapped: ChatChunk[] = []
    for (const chunk of chunks) {
      this.#usage = told(chunk.usage) ?? this.#usage
      if (chunk.choices.length === 0) continue
      for (const { delta } of chunk.choices) this.#text += saidIn(delta)
      const isPlain = chunk.model === model && chunk.usage === null
      mapped.push(isPlain ? chunk : { ...chunk, model, usage: null })
    }
    const last = chunks.at(-1)
    if (last !== undefined) this.#head = { id: last.id, created: last.created }
    return mapped
  }

  last(): ChatChunk {
    return {
      ...this.#head,
      object: 'chat.completion.chunk',
      model: this.#request.model,
      choices: [],
      usage: this.#usage ?? estimateUsage(this.#model, this.#request, this.#text),
    }
  }
}

/** An upstream that counts nothing says nothing. */
function told(usage: ChatCompletionUsage | null | undefined): ChatCompletionUsage | undefined {
  return usage != null && usage.prompt_tokens + usage.completion_tokens > 0 ? usage : undefined
}

/** All that is paid for: words, thoughts and calls of tools. */
function saidIn(message: { content?: string | null | undefined; [field: string]: unknown }): string {
  const { content, reasoning_content, tool_calls } = message
  if (reasoning_content === undefined && tool_calls === undefined) return content ?? ''
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
