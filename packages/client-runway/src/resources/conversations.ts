import { z } from 'zod'
import { pageQuery, type PageParams } from './page.ts'
import { id, nullableText, optionalFlag, optionalList, optionalText, type Open } from './reply.ts'

export interface ListConversationsParams extends PageParams {
  /** Only those with this custom avatar. */
  avatar?: string | undefined
  /** From this time on, ISO. */
  startDate?: string | undefined
  /** Before this time, ISO. */
  endDate?: string | undefined
}

/** 20 at a time by default. */
export const listConversationsParams: z.ZodType<ListConversationsParams> = z.strictObject({
  ...pageQuery(20),
  avatar: z.string().min(1).optional(),
  startDate: z.string().min(1).optional(),
  endDate: z.string().min(1).optional(),
})

interface ConversationFacts {
  id: string
  status: Open<'in_progress' | 'ended' | 'failed'>
  name?: string | undefined
  avatar?: { type: string; [fact: string]: unknown } | null | undefined
  /** Seconds; null while it goes on. */
  duration?: number | null | undefined
  createdAt?: string | undefined
}

export interface ConversationSummary extends ConversationFacts {
  hasTools?: boolean | undefined
}

export interface Conversation extends ConversationFacts {
  startedAt?: string | null | undefined
  endedAt?: string | null | undefined
  /** Does not live long: download it. */
  recordingUrl?: string | null | undefined
  /** Seconds. */
  maxDuration?: number | null | undefined
  failure?: string | undefined
  failureCode?: string | undefined
  transcript: {
    role: Open<'user' | 'assistant'>
    content?: string | null | undefined
    [fact: string]: unknown
  }[]
  tools: { name: string; [fact: string]: unknown }[]
}

const facts = {
  id,
  status: z.string(),
  name: optionalText,
  avatar: z.looseObject({ type: z.string() }).nullable().optional().catch(undefined),
  duration: z.number().nullable().optional().catch(undefined),
  createdAt: optionalText,
}

export const conversationSummary: z.ZodType<ConversationSummary> = z.object({
  ...facts,
  hasTools: optionalFlag,
})

export const conversation: z.ZodType<Conversation> = z.object({
  ...facts,
  startedAt: nullableText,
  endedAt: nullableText,
  recordingUrl: nullableText,
  maxDuration: z.number().nullable().optional().catch(undefined),
  failure: optionalText,
  failureCode: optionalText,
  transcript: optionalList(z.looseObject({ role: z.string(), content: nullableText })),
  tools: optionalList(z.looseObject({ name: z.string() })),
})
