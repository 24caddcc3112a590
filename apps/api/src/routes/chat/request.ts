import type { ChatRequest } from '@jointo/ai-service'
import type { ChatBody } from './schema.ts'

/**
 * OpenAI marks most fields nullable, vendors do not: null is left out, as if it had not been sent. The caller's own limit is for us
 * alone.
 */
export function toChatRequest(body: ChatBody): ChatRequest {
  const { model, messages, max_credits: _, ...rest } = body
  const given: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(rest)) if (value !== null) given[field] = value
  return { ...given, model, messages }
}
