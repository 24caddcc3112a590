import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked, AskedStream } from '../asked.ts'
import { alikeChunks } from './alike-chunks.ts'
import { modelId } from '../fields.ts'
import { parseJson } from '../parse-json.ts'

/** OpenAI's chat request; fields not named here are passed on as they are. */
export interface ChatCompletionParams {
  model: string
  messages: readonly ChatCompletionMessage[]
  /** The gpt-5 and o families want this one. */
  max_completion_tokens?: number | null | undefined
  /** Unsure for the gpt-5 and o families: one probe got 400 for it. */
  max_tokens?: number | null | undefined
  /** 0 to 2. */
  temperature?: number | null | undefined
  /** 0 to 1. */
  top_p?: number | null | undefined
  /** Answers to choose from; each is paid for. */
  n?: number | null | undefined
  /** none, minimal, low, medium, high or xhigh, by model. */
  reasoning_effort?: string | null | undefined
  stream_options?: { include_usage?: boolean | undefined; [option: string]: unknown } | null | undefined
  tools?: readonly unknown[] | null | undefined
  [field: string]: unknown
}

export interface ChatCompletionMessage {
  role: string
  content?: unknown
  [field: string]: unknown
}

export interface ChatCompletionUsage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  [field: string]: unknown
}

export interface ChatCompletion {
  id: string
  object: 'chat.completion'
  /** Unix seconds. */
  created: number
  model: string
  choices: {
    index: number
    /** A list of parts is in `content_parts`, its texts are the content. */
    message: { role: 'assistant'; content: string | null; [field: string]: unknown }
    finish_reason: string | null
    [field: string]: unknown
  }[]
  usage?: ChatCompletionUsage | undefined
  [field: string]: unknown
}

export interface ChatCompletionChunk {
  id: string
  object: 'chat.completion.chunk'
  created: number
  model: string
  choices: {
    index: number
    delta: {
      role?: 'assistant' | undefined
      content?: string | null | undefined
      [field: string]: unknown
    }
    finish_reason: string | null
    [field: string]: unknown
  }[]
  /** In the last chunk only, which has no choices. */
  usage?: ChatCompletionUsage | null | undefined
  [field: string]: unknown
}

/** A count that cannot be is none. */
const tokens = z.number().min(0).max(Number.MAX_SAFE_INTEGER).catch(0)
export const completionUsage: z.ZodType<ChatCompletionUsage> = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
})
const head = { id: z.string().catch(''), created: z.number().catch(0), model: z.string().catch('') }
const withParts = z.looseObject({
  content: z.array(z.looseObject({ text: z.string().optional().catch(undefined) })),
})

/** Some upstreams answer with a list of parts: its texts become the content, and the list stays beside it. */
function joinParts(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('content' in message)) return message
  // A schema that fails costs more than all that fit.
  if (!Array.isArray(message.content)) return message
  const { success, data } = withParts.safeParse(message)
  if (!success) return message
  const { content: parts } = data
  return { ...data, content: parts.map(({ text = '' }) => text).join(''), content_parts: parts }
}

const finishReason = z.string().nullable().default(null).catch(null)

const chatCompletionSchema: z.ZodType<ChatCompletion> = z.looseObject({
  ...head,
  object: z.literal('chat.completion').catch('chat.completion'),
  choices: z
    .array(
      z.looseObject({
        index: z.number().catch(0),
        message: z.preprocess(
          joinParts,
          z.looseObject({
            role: z.literal('assistant').catch('assistant'),
            content: z.string().nullable().default(null),
          }),
        ),
        finish_reason: finishReason,
      }),
    )
    .min(1),
  usage: completionUsage.nullish().transform((value) => value ?? undefined),
})

/** Claude models come with an empty `object` and some upstreams with an empty role. */
const chatCompletionChunkSchema: z.ZodType<ChatCompletionChunk> = z.looseObject({
  ...head,
  object: z.literal('chat.completion.chunk').catch('chat.completion.chunk'),
  choices: z
    .array(
      z.looseObject({
        index: z.number().catch(0),
        delta: z.preprocess(
          joinParts,
          z
            .looseObject({
              role: z.literal('assistant').optional().catch(undefined),
              content: z.string().nullish(),
            })
            .catch({}),
        ),
        finish_reason: finishReason,
      }),
    )
    .catch([]),
  usage: completionUsage.nullish(),
})

const paramsSchema: z.ZodType<ChatCompletionParams> = z.looseObject({
  model: modelId,
  messages: z.array(z.looseObject({ role: z.string().min(1) })).min(1, 'needs at least one message'),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.int().min(1).nullish(),
  reasoning_effort: z.string().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(z.unknown()).nullish(),
  stream: z.never('is set by the method: use streamChatCompletion').optional(),
})

export function request(params: ChatCompletionParams): Asked<ChatCompletion> {
  return { json: bodyOf(params, false), schema: chatCompletionSchema, isPlain: isPlainCompletion }
}

export function streamRequest(params: ChatCompletionParams): AskedStream<ChatCompletionChunk> {
  const isLast = ({ choices }: ChatCompletionChunk): boolean =>
    choices.some(({ finish_reason }) => finish_reason !== null)
  const alike = alikeChunks((data) => {
    const value = parseJson(data)
    return isPlainChunk(value) ? value : undefined
  })
  return {
    json: bodyOf(params, true),
    schema: chatCompletionChunkSchema,
    isPlain: isPlainChunk,
    isLast,
    alike,
  }
}

/** Nearly every chunk of nearly every upstream; there are many, and a schema costs more than all else that is done with one. */
function isPlainChunk(value: unknown): value is ChatCompletionChunk {
  if (!isRecord(value)) return false
  const { id, object, created, model, choices, usage } = value
  return (
    typeof id === 'string' &&
    object === 'chat.completion.chunk' &&
    typeof created === 'number' &&
    typeof model === 'string' &&
    (usage == null || isPlainUsage(usage)) &&
    Array.isArray(choices) &&
    choices.every(isPlainChoice)
  )
}

/** The same for an answer in one piece. */
function isPlainCompletion(value: unknown): value is ChatCompletion {
  if (!isRecord(value)) return false
  const { id, object, created, model, choices, usage } = value
  return (
    typeof id === 'string' &&
    object === 'chat.completion' &&
    typeof created === 'number' &&
    typeof model === 'string' &&
    (usage === undefined || isPlainUsage(usage)) &&
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every(isPlainAnswer)
  )
}

function isPlainAnswer(choice: unknown): boolean {
  if (!isRecord(choice) || !isRecord(choice['message'])) return false
  const { index, finish_reason: reason } = choice
  const { role, content } = choice['message']
  return (
    typeof index === 'number' &&
    (reason === null || typeof reason === 'string') &&
    role === 'assistant' &&
    (content === null || typeof content === 'string')
  )
}

function isPlainUsage(usage: unknown): boolean {
  if (!isRecord(usage)) return false
  const { prompt_tokens: read, completion_tokens: written, total_tokens: total } = usage
  return isTokens(read) && isTokens(written) && isTokens(total)
}

function isTokens(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER
}

function isPlainChoice(choice: unknown): boolean {
  if (!isRecord(choice) || !isRecord(choice['delta'])) return false
  const { index, finish_reason: reason } = choice
  const { role, content } = choice['delta']
  return (
    typeof index === 'number' &&
    (reason === null || typeof reason === 'string') &&
    (role === undefined || role === 'assistant') &&
    (content == null || typeof content === 'string')
  )
}

/** What the schema would take as it is, without the fields that few set. */
function isPlainParams(params: ChatCompletionParams): boolean {
  const { model, messages, max_tokens: most, max_completion_tokens: newMost, temperature, ...others } = params
  return (
    isText(model) &&
    Array.isArray(messages) &&
    messages.length > 0 &&
    Array.from(messages).every((message: unknown) => isRecord(message) && isText(message['role'])) &&
    isCount(most) &&
    isCount(newMost) &&
    (temperature == null || (typeof temperature === 'number' && temperature >= 0 && temperature <= 2)) &&
    !CHECKED.some((field) => others[field] !== undefined)
  )
}

const CHECKED = ['top_p', 'n', 'reasoning_effort', 'stream_options', 'tools', 'stream'] as const

function isCount(value: unknown): boolean {
  return value == null || (Number.isSafeInteger(value) && Number(value) >= 1)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is sent: usage is always asked for in a stream, and an empty tool list takes its choice with it. */
function bodyOf(params: ChatCompletionParams, stream: boolean): Record<string, unknown> {
  const body: Record<string, unknown> = {
    ...(isPlainParams(params) ? params : checkArguments(paramsSchema, params)),
    stream,
  }
  if (stream) body['stream_options'] = { ...params.stream_options, include_usage: true }
  else delete body['stream_options']
  if (params.tools?.length === 0) {
    delete body['tools']
    delete body['tool_choice']
  }
  return body
}
