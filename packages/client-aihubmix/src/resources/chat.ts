import { z } from 'zod'

/** OpenAI's chat request; fields not named here are passed on as they are. */
export interface ChatCompletionParams {
  model: string
  messages: ChatCompletionMessage[]
  /** The gpt-5 and o families want this one. */
  max_completion_tokens?: number | null | undefined
  max_tokens?: number | null | undefined
  stream_options?: { include_usage?: boolean | undefined } | null | undefined
  tools?: unknown[] | null | undefined
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
    delta: { role?: 'assistant' | undefined; content?: string | null | undefined; [field: string]: unknown }
    finish_reason: string | null
    [field: string]: unknown
  }[]
  /** In the last chunk only, which has no choices. */
  usage?: ChatCompletionUsage | null | undefined
  [field: string]: unknown
}

const tokens = z.number().min(0).catch(0)
const usage: z.ZodType<ChatCompletionUsage> = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
})
const head = { id: z.string().catch(''), created: z.number().catch(0), model: z.string().catch('') }
const finishReason = z.string().nullable().default(null).catch(null)

export const chatCompletionSchema: z.ZodType<ChatCompletion> = z.looseObject({
  ...head,
  object: z.literal('chat.completion').catch('chat.completion'),
  choices: z
    .array(
      z.looseObject({
        index: z.number().catch(0),
        message: z.looseObject({
          role: z.literal('assistant').catch('assistant'),
          content: z.string().nullable().default(null),
        }),
        finish_reason: finishReason,
      }),
    )
    .min(1),
  usage: usage.nullish().transform((value) => value ?? undefined),
})

/** Claude models come with an empty `object` and some upstreams with an empty role. */
export const chatCompletionChunkSchema: z.ZodType<ChatCompletionChunk> = z.looseObject({
  ...head,
  object: z.literal('chat.completion.chunk').catch('chat.completion.chunk'),
  choices: z
    .array(
      z.looseObject({
        index: z.number().catch(0),
        delta: z
          .looseObject({
            role: z.literal('assistant').optional().catch(undefined),
            content: z.string().nullish(),
          })
          .catch({}),
        finish_reason: finishReason,
      }),
    )
    .catch([]),
  usage: usage.nullish(),
})

/** What is sent: usage is always asked for in a stream, and an empty tool list takes its choice with it. */
export function chatBody(params: ChatCompletionParams, stream: boolean): Record<string, unknown> {
  const body: Record<string, unknown> = { ...params, stream }
  if (stream) body['stream_options'] = { ...params.stream_options, include_usage: true }
  else delete body['stream_options']
  if (params.tools?.length === 0) {
    delete body['tools']
    delete body['tool_choice']
  }
  return body
}
