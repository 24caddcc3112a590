import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionParams,
  ChatCompletionUsage,
} from '@jointo/client-aihubmix'
import { chatOutputLimit } from '../pricing/chat-quote.ts'
import { invalidRequest } from '../provider-error.ts'
import type { ChatChunk, ChatReply, ChatRequest, ChatUsage } from '../spec/chat.ts'
import type { ModelInfo } from '../spec/model-info.ts'

/**
 * What is passed on. Left out on purpose: all that would cost more than the tokens we price (service tiers, web search,
 * audio), and what only makes sense inside one account of the vendor (stored replies).
 */
const FIELDS = [
  'messages',
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
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
  'response_format',
  'reasoning_effort',
  'verbosity',
] as const

/** Words and pictures are what we price; sound, clips and documents count otherwise, and addresses hide how long they are. */
const PARTS: readonly string[] = ['text', 'image_url', 'refusal']

/**
 * The output limit is always sent: it is what credits were held for.
 * @throws ProviderError `invalid_request` naming a part of a message that is neither words nor a picture
 */
export function toChatParams(model: ModelInfo, request: ChatRequest): ChatCompletionParams {
  checkParts(model, request)
  const passed = Object.fromEntries(
    FIELDS.filter((field) => request[field] != null).map((field) => [field, request[field]]),
  )
  // The newer OpenAI families refuse max_tokens, other upstreams may not know the new word.
  const limitField = /^(gpt-5|o\d)/.test(model.id) ? 'max_completion_tokens' : 'max_tokens'
  return {
    ...passed,
    messages: request.messages,
    model: model.id,
    [limitField]: chatOutputLimit(model, request),
  }
}

function checkParts({ id }: ModelInfo, { messages }: ChatRequest): void {
  for (const [at, { content }] of messages.entries()) {
    if (!Array.isArray(content)) continue
    const other = content.findIndex(({ type }) => !PARTS.includes(type))
    if (other === -1) continue
    const param = `messages.${at}.content.${other}`
    throw invalidRequest(param, `${id} takes text and image_url here, not ${content[other]?.type ?? ''}.`)
  }
}

/** The model is the one asked for: gateways put other names there. */
export function toChatReply(request: ChatRequest, reply: ChatCompletion): ChatReply {
  const text = reply.choices.map(({ message }) => saidIn(message)).join('')
  return { ...reply, model: request.model, usage: told(reply.usage) ?? estimateUsage(request, text) }
}

/** Passes chunks on and makes sure that the last one tells the usage. */
export async function* toChatChunks(
  request: ChatRequest,
  chunks: AsyncIterable<ChatCompletionChunk>,
): AsyncGenerator<ChatChunk> {
  let text = ''
  let usage: ChatCompletionUsage | undefined
  let head = { id: '', created: 0 }
  for await (const chunk of chunks) {
    head = { id: chunk.id, created: chunk.created }
    usage = told(chunk.usage) ?? usage
    if (chunk.choices.length === 0) continue
    text += chunk.choices.map(({ delta }) => saidIn(delta)).join('')
    yield { ...chunk, model: request.model, usage: null }
  }
  yield {
    ...head,
    object: 'chat.completion.chunk',
    model: request.model,
    choices: [],
    usage: usage ?? estimateUsage(request, text),
  }
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

/** For upstreams that keep their count to themselves: four bytes to a token, as English has it. */
function estimateUsage(request: ChatRequest, answer: string): ChatUsage {
  const prompt_tokens = Math.ceil(Buffer.byteLength(JSON.stringify(request.messages)) / 4)
  const completion_tokens = Math.ceil(Buffer.byteLength(answer) / 4)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
