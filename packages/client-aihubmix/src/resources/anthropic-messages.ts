import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import { modelId } from '../fields.ts'

export interface AnthropicContent {
  type: string
  [field: string]: unknown
}

/** Anthropic's request; fields not named here (`tools`, `thinking`, `metadata`…) are passed on as they are. */
export interface CreateMessageParams {
  model: string
  max_tokens: number
  messages: readonly { role: 'user' | 'assistant'; content: string | readonly AnthropicContent[] }[]
  system?: string | readonly AnthropicContent[] | undefined
  /** 0 to 1. */
  temperature?: number | undefined
  stop_sequences?: readonly string[] | undefined
  [field: string]: unknown
}

export interface AnthropicMessage {
  id: string
  type: 'message'
  role: 'assistant'
  model: string
  content: AnthropicContent[]
  stop_reason: string | null
  usage: { input_tokens: number; output_tokens: number; [field: string]: unknown }
  [field: string]: unknown
}

/** `message_start`, `content_block_delta`, `ping`…: the set is open. */
export interface AnthropicMessageEvent {
  type: string
  [field: string]: unknown
}

const content: z.ZodType<AnthropicContent> = z.looseObject({ type: z.string().min(1) })
const text = z.string().min(1, 'must not be empty')

const paramsSchema: z.ZodType<CreateMessageParams> = z.looseObject({
  model: modelId,
  max_tokens: z.int('is required: Anthropic wants a limit').min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['user', 'assistant'], 'must be user or assistant: instructions go into system'),
        content: z.union([text, z.array(content).min(1)]),
      }),
    )
    .min(1, 'needs at least one message'),
  system: z.union([text, z.array(content)]).optional(),
  temperature: z.number().min(0).max(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.never('is set by the method: use streamMessage').optional(),
})

export function messageBody(params: CreateMessageParams, stream: boolean): Record<string, unknown> {
  const body = checkArguments(paramsSchema, params)
  return stream ? { ...body, stream } : body
}

const tokens = z.number().min(0).catch(0)

export const messageSchema: z.ZodType<AnthropicMessage> = z.looseObject({
  id: z.string().catch(''),
  type: z.literal('message').catch('message'),
  role: z.literal('assistant').catch('assistant'),
  model: z.string().catch(''),
  content: z.array(content),
  stop_reason: z.string().nullable().default(null).catch(null),
  usage: z
    .looseObject({ input_tokens: tokens, output_tokens: tokens })
    .catch({ input_tokens: 0, output_tokens: 0 }),
})

export const messageEventSchema: z.ZodType<AnthropicMessageEvent> = z.looseObject({ type: z.string() })
