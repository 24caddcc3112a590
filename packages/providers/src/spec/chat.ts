import { z } from 'zod'

/** OpenAI's shapes, on purpose: existing SDKs work unchanged. */
export interface ChatRequest {
  model: string
  messages: ChatMessage[]
  max_tokens?: number | null | undefined
  max_completion_tokens?: number | null | undefined
  n?: number | null | undefined
  stream?: boolean | null | undefined
  stream_options?: { include_usage?: boolean | undefined } | null | undefined
  /** Any other field of OpenAI's chat call is passed on as it is. */
  [field: string]: unknown
}

export interface ChatMessage {
  role: (typeof ROLES)[number]
  content?: string | ChatContentPart[] | null | undefined
  [field: string]: unknown
}

/** `{type:'text',text}`, `{type:'image_url',image_url:{url}}`… */
export interface ChatContentPart {
  type: string
  text?: string | undefined
  [field: string]: unknown
}

export interface ChatUsage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  [field: string]: unknown
}

export interface ChatReply {
  id: string
  object: 'chat.completion'
  /** Unix seconds. */
  created: number
  model: string
  choices: ChatChoice[]
  usage: ChatUsage
  [field: string]: unknown
}

export interface ChatChoice {
  index: number
  message: { role: 'assistant'; content: string | null; [field: string]: unknown }
  finish_reason: string | null
  [field: string]: unknown
}

/** The last chunk of a stream has `choices: []` and `usage`. */
export interface ChatChunk {
  id: string
  object: 'chat.completion.chunk'
  created: number
  model: string
  choices: ChatChunkChoice[]
  usage?: ChatUsage | null | undefined
  [field: string]: unknown
}

export interface ChatChunkChoice {
  index: number
  delta: { role?: 'assistant' | undefined; content?: string | null | undefined; [field: string]: unknown }
  finish_reason: string | null
  [field: string]: unknown
}

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool', 'function'] as const

const chatMessageSchema: z.ZodType<ChatMessage> = z
  .looseObject({
    role: z.enum(ROLES),
    content: z
      .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
      .nullish(),
  })
  .refine(({ role, content }) => content != null || !['developer', 'system', 'user'].includes(role), {
    path: ['content'],
    error: 'must be a text or a list of parts',
  })

const tokenLimit = z.int().min(1).nullish()

/** What every chat call must look like; other fields pass untouched. */
export const chatRequestSchema: z.ZodType<ChatRequest> = z.looseObject({
  model: z.string().min(1),
  messages: z.array(chatMessageSchema).min(1),
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  n: z.int().min(1).max(16).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
})

/** Whether the schema has nothing to say: so nearly every request, in a tenth of its time. */
export function isPlainChatRequest(request: unknown): boolean {
  if (!isObject(request)) return false
  const { model, messages, stream } = request
  return (
    typeof model === 'string' &&
    model !== '' &&
    Array.isArray(messages) &&
    messages.length > 0 &&
    // Holes, too.
    Array.from(messages).every(isPlainMessage) &&
    isPlainLimit(request['max_tokens']) &&
    isPlainLimit(request['max_completion_tokens']) &&
    (stream === undefined || typeof stream === 'boolean') &&
    request['n'] === undefined &&
    request['stream_options'] === undefined
  )
}

function isPlainMessage(message: unknown): boolean {
  if (!isObject(message)) return false
  const { role, content } = message
  return ROLES.some((one) => one === role) && typeof content === 'string'
}

function isPlainLimit(limit: unknown): boolean {
  return limit === undefined || (Number.isSafeInteger(limit) && Number(limit) >= 1)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
