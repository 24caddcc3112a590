import { randomBytes } from 'node:crypto'
import { callTools, readCalls, type ToolCall } from './chat-tools.ts'
import { endBeforeStop } from './chat-stop.ts'
import { jsonAnswer } from './json-answer.ts'
import type {
  ChatChoice,
  ChatChunk,
  ChatChunkChoice,
  ChatMessage,
  ChatReply,
  ChatRequest,
  ChatUsage,
} from '../spec/chat.ts'

/** The whole answer of the mock: but for its ids the same for the same request. `now` in Unix milliseconds. */
export function chatReply(request: ChatRequest, maxTokens: number, now: number): ChatReply {
  const said = lastUserText(request.messages)
  const answers = Array.from({ length: request.n ?? 1 }, (_, index) => {
    const calls = callTools(request, said)
    if (calls.length > 0) return callingChoice(calls, index)
    return speakingChoice(endBeforeStop(request, answer(request, said, index)), maxTokens, index)
  })
  return {
    id: `chatcmpl-mock-${randomBytes(12).toString('hex')}`,
    object: 'chat.completion',
    created: Math.floor(now / 1000),
    model: request.model,
    choices: answers.map(({ choice }) => choice),
    usage: usage(
      request.messages,
      answers.reduce((sum, { tokens }) => sum + tokens, 0),
    ),
  }
}

/** The same answer in pieces, as OpenAI streams them: of each choice role, words, calls, finish reason; usage last. */
export function* chatChunks(reply: ChatReply): Generator<ChatChunk> {
  const { id, created, model } = reply
  const head = { id, object: 'chat.completion.chunk', created, model } as const
  for (const choice of reply.choices) {
    for (const piece of piecesOf(choice)) yield { ...head, choices: [piece], usage: null }
  }
  yield { ...head, choices: [], usage: reply.usage }
}

function* piecesOf({ index, message, finish_reason }: ChatChoice): Generator<ChatChunkChoice> {
  const piece = (delta: ChatChunkChoice['delta'], finish: string | null = null): ChatChunkChoice => ({
    index,
    delta,
    finish_reason: finish,
    logprobs: null,
  })
  yield piece({ role: 'assistant', content: '' })
  for (const word of wordsOf(message.content ?? '')) yield piece({ content: word })
  for (const [at, call] of readCalls(message).entries()) {
    const { arguments: text, name } = call.function
    yield piece({ tool_calls: [{ ...call, index: at, function: { name, arguments: '' } }] })
    yield piece({ tool_calls: [{ index: at, function: { arguments: text } }] })
  }
  yield piece({}, finish_reason ?? 'stop')
}

interface Answer {
  choice: ChatChoice
  tokens: number
}

function callingChoice(calls: ToolCall[], index: number): Answer {
  const text = calls.map((call) => call.function.arguments).join('')
  const tokens = Math.ceil(text.length / 4)
  return { tokens, choice: choiceOf(index, { content: null, tool_calls: calls }, 'tool_calls') }
}

function speakingChoice(text: string, maxTokens: number, index: number): Answer {
  const words = wordsOf(text)
  const kept = words.slice(0, maxTokens)
  const finish = kept.length < words.length ? 'length' : 'stop'
  return { tokens: kept.length, choice: choiceOf(index, { content: kept.join('') }, finish) }
}

/** Each with the space before it; together they are the text. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

function choiceOf(
  index: number,
  said: Pick<ChatChoice['message'], 'content'> & { tool_calls?: ToolCall[] },
  finish_reason: string,
): ChatChoice {
  return { index, message: { role: 'assistant', refusal: null, ...said }, finish_reason, logprobs: null }
}

/** The text a caller wrote last. */
export function lastUserText(messages: readonly ChatMessage[]): string {
  const message = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1)
  return message ? textOf(message).trim() : ''
}

/** Another text for each choice. */
function answer(request: ChatRequest, said: string, index: number): string {
  const json = jsonAnswer(request, said)
  if (json !== undefined) return json
  const again = index === 0 ? '' : `Said in way ${index + 1}: `
  if (said === '') return `${again}I am the mock model. Nothing was said that I could repeat.`
  const turns = request.messages.filter(({ role }) => role === 'user').length
  const shown = said.length > 400 ? `${said.slice(0, 400)}…` : said
  const opening = turns > 1 ? `This is turn ${turns} of our talk.` : 'I am the mock model.'
  return `${again}${opening} You said: “${shown}” Put a vendor key in the environment to talk to a real one.`
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join(' ')
}

function usage(messages: readonly ChatMessage[], completion: number): ChatUsage {
  const prompt = messages.reduce((sum, message) => sum + 4 + Math.ceil(textOf(message).length / 4), 3)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}
