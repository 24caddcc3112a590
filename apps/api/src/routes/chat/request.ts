import type { ChatRequest } from '@jointo/ai-service'
import type { ChatBody } from './schema.ts'

/** OpenAI marks most fields nullable, vendors do not: null is left out, as if it had not been sent. */
export function toChatRequest(body: ChatBody): ChatRequest {
  const { model, messages, ...rest } = body
  const given: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(rest)) if (value !== null) given[field] = value
  return { ...given, model, messages }
}
