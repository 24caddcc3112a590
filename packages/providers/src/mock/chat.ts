import { createHash } from 'node:crypto'
import { callTools, readCalls } from './chat-tools.ts'
import type { ChatChunk, ChatMessage, ChatReply, ChatRequest, ChatUsage } from '../spec/chat.ts'

/** The whole answer of the mock; the same for the same request. `now` in Unix milliseconds. */
export function chatReply(request: ChatRequest, maxTokens: number, now: number): ChatReply {
  const calls = callTools(request, lastUserText(request.messages))
  const words = calls.length > 0 ? [] : (answer(request).match(/\s*\S+/g) ?? [])
  const kept = words.slice(0, maxTokens)
  const spoken = calls.length > 0 ? { content: null, tool_calls: calls } : { content: kept.join('') }
  const finish = kept.length < words.length ? 'length' : 'stop'
  const called = calls.map((call) => call.function.arguments).join('')
  return {
    id: replyId(request),
    object: 'chat.completion',
    created: Math.floor(now / 1000),
    model: request.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', refusal: null, ...spoken },
        finish_reason: calls.length > 0 ? 'tool_calls' : finish,
        logprobs: null,
      },
    ],
    usage: usage(request.messages, calls.length > 0 ? Math.ceil(called.length / 4) : kept.length),
  }
}

/** The same answer in pieces, as OpenAI streams them: role, words, calls, finish reason, usage. */
export function* chatChunks(reply: ChatReply): Generator<ChatChunk> {
  const { id, created, model } = reply
  const head = { id, object: 'chat.completion.chunk', created, model } as const
  const [choice] = reply.choices
  const chunk = (delta: ChatChunk['choices'][number]['delta'], finish: string | null): ChatChunk => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    usage: null,
  })
  yield chunk({ role: 'assistant', content: '' }, null)
  for (const word of choice?.message.content?.match(/\s*\S+/g) ?? []) yield chunk({ content: word }, null)
  for (const [index, call] of readCalls(choice?.message).entries()) {
    const { arguments: text, name } = call.function
    yield chunk({ tool_calls: [{ ...call, index, function: { name, arguments: '' } }] }, null)
    yield chunk({ tool_calls: [{ index, function: { arguments: text } }] }, null)
  }
  yield chunk({}, choice?.finish_reason ?? 'stop')
  yield { ...head, choices: [], usage: reply.usage }
}

/** The text a caller wrote last. */
export function lastUserText(messages: readonly ChatMessage[]): string {
  const message = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1)
  return message ? textOf(message).trim() : ''
}

function answer(request: ChatRequest): string {
  const said = lastUserText(request.messages)
  if (said === '') return 'I am the mock model. Nothing was said that I could repeat.'
  const turns = request.messages.filter(({ role }) => role === 'user').length
  const shown = said.length > 400 ? `${said.slice(0, 400)}…` : said
  const opening = turns > 1 ? `This is turn ${turns} of our talk.` : 'I am the mock model.'
  return `${opening} You said: “${shown}” Put a vendor key in the environment to talk to a real one.`
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join(' ')
}

function usage(messages: readonly ChatMessage[], completion: number): ChatUsage {
  const prompt = messages.reduce((sum, message) => sum + 4 + Math.ceil(textOf(message).length / 4), 3)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function replyId(request: ChatRequest): string {
  const digest = createHash('sha256').update(JSON.stringify(request.messages)).digest('hex')
  return `chatcmpl-mock-${digest.slice(0, 24)}`
}
