import type { ChatRequest } from '@jointo/ai-service'
import type { ChatBody } from './schema.ts'

/** OpenAI marks most fields nullable, vendors do not: null is left out, as if it had not been sent. */
export function toChatRequest(body: ChatBody): ChatRequest {
  const { model, messages, ...rest } = body
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  return { ...given, model, messages }
}
