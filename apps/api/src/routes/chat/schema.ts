import { z } from '@hono/zod-openapi'
import { jobWords } from '../jobs/job-words.ts'

const message = z.looseObject({
  role: z.enum(['developer', 'system', 'user', 'assistant', 'tool', 'function']),
  content: z
    .union(
      [z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))],
      'must be a text or a list of parts, each with its type',
    )
    .nullish(),
})

const tokens = z.int().min(1).nullish()

/** What we have to understand; every other field of OpenAI's chat call is passed on as it is. */
export const chatRequestSchema = z
  .looseObject({
    model: z.string().min(1).max(200).openapi({ example: 'mock/chat' }),
    messages: z.array(message).min(1),
    max_tokens: tokens,
    max_completion_tokens: tokens,
    max_credits: jobWords.max_credits,
    n: z.int().min(1).max(16).nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  })
  .openapi('ChatRequest')

export const chatReplySchema = z
  .looseObject({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.number().int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.number().int(),
        message: z.looseObject({ role: z.literal('assistant'), content: z.string().nullable() }),
        finish_reason: z.string().nullable(),
      }),
    ),
    usage: z.looseObject({
      prompt_tokens: z.number().int(),
      completion_tokens: z.number().int(),
      total_tokens: z.number().int(),
    }),
  })
  .openapi('ChatReply')

export type ChatBody = z.infer<typeof chatRequestSchema>
